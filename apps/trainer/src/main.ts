#!/usr/bin/env node
/** The trainer's commands, and `plan`: what Nx asks before it trains. People start them by `npx lambda-forest`. */
import { runProgram } from '@lambda-forest/cli';

import { COMMANDS } from './commands.ts';

await runProgram(
  {
    name: 'npx lambda-forest',
    summary: 'Trains models on tables, takes over those of other libraries, and uses them.',
    commands: {
      ...COMMANDS,
      plan: {
        summary:
          'Prints, as JSON, what a training with these options would read and write. Trains nothing.',
        load: async () => (await import('./train/plan.ts')).planCommand,
      },
    },
  },
  process,
);
