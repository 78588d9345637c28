/** The program `lambda-forest`: every command of the three apps, and what they need built before they run. */
import { runProgram } from '@lambda-forest/cli';
import { COMMANDS as DEPLOY } from '@lambda-forest/deploy/commands';
import { COMMANDS as INFERENCE } from '@lambda-forest/inference/commands';
import { COMMANDS as TRAINER } from '@lambda-forest/trainer/commands';

import { prepare } from './prepare.ts';

await runProgram(
  {
    name: 'npx lambda-forest',
    summary: 'From a table to a prediction API on AWS Lambda.',
    commands: { ...TRAINER, ...INFERENCE, ...DEPLOY },
    prepare,
  },
  process,
);
