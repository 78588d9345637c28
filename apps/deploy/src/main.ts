#!/usr/bin/env node
/** The commands that deploy the service, test it and roll it back. People start them by `npx lambda-forest`. */
import { runProgram } from '@lambda-forest/cli';

import { COMMANDS } from './commands.ts';

await runProgram(
  {
    name: 'npx lambda-forest',
    summary: 'Deploys the packaged service to AWS, tests it, and rolls it back.',
    commands: COMMANDS,
  },
  process,
);
