/** The program `lambda-forest`: every command of the three apps, and what they need built before they run. */
import { runProgram } from '@lambda-forest/cli';

import program from '../package.json' with { type: 'json' };
import { COMMANDS } from './commands.ts';
import { prepare } from './prepare.ts';

await runProgram(
  {
    name: 'npx lambda-forest',
    version: program.version,
    summary: 'From a table to a prediction API on AWS Lambda.',
    commands: COMMANDS,
    prepare,
  },
  process,
);
