#!/usr/bin/env node
/** The commands that serve or package a model. People start them by `npx lambda-forest`. */
import { runProgram } from '@lambda-forest/cli';

import { COMMANDS } from './commands.ts';

await runProgram(
  {
    name: 'npx lambda-forest',
    summary: 'Serves a model on this machine, or packs it for Lambda.',
    commands: COMMANDS,
  },
  process,
);
