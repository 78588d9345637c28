import type { CommandHelp } from '@lambda-forest/cli';

/** What `--help` says around the options. */
export const TRAIN_HELP: CommandHelp = {
  command: 'nx run trainer:train',
  summary: 'Trains a random forest on a table, evaluates it and saves it as one file.',
  notes: [
    'Examples:',
    '  nx run trainer:train',
    '  nx run trainer:train --data=houses.csv --target=price --n-estimators=300',
    '',
    'Exit codes: 0 done, 1 defect, 2 wrong options or no such file, 3 data that cannot be learned from,',
    '4 accuracy below --min-accuracy, 130 cancelled. After any but 0 nothing was written.',
  ],
};

export const PLAN_HELP: CommandHelp = {
  command: 'node apps/trainer/src/main.ts plan',
  summary:
    'Prints, as JSON, what a training with these options would read and write. Trains nothing.',
  notes: [],
};
