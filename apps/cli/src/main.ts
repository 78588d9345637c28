/** The program `lambda-forest`: every command of the three apps, and what they need built before they run. */
import { runProgram } from '@lambda-forest/cli';

import { COMMANDS } from './commands.ts';
import { prepare } from './prepare.ts';

await runProgram(
  {
    name: 'npx lambda-forest',
    summary: 'From a table to a prediction API on AWS Lambda.',
    commands: COMMANDS,
    prepare,
  },
  process,
);
