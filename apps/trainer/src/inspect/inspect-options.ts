import { flag } from '@lambda-forest/cli';
import type { CommandHelp, OptionTable, OptionValues } from '@lambda-forest/cli';

import { HELP } from '../options/common-options.ts';
import { DATA_OPTIONS } from '../options/data-options.ts';
import { TRAIN_OPTIONS } from '../train/train-options.ts';

/** Every option of `inspect`: those of `train` that say what the table is. */
export const INSPECT_OPTIONS = {
  ...DATA_OPTIONS,
  target: TRAIN_OPTIONS.target,
  task: TRAIN_OPTIONS.task,
  json: {
    kind: flag,
    description: 'Print one JSON document, which --schema reads again once it is corrected.',
  },
  help: HELP,
} as const satisfies OptionTable;

export type InspectOptions = OptionValues<typeof INSPECT_OPTIONS>;

export const INSPECT_HELP: CommandHelp = {
  command: 'nx run trainer:inspect',
  summary: 'Shows what a table holds before anything is learned from it, and what looks wrong.',
  notes: [
    'Examples:',
    '  nx run trainer:inspect --data=houses.csv --target=price',
    '  nx run trainer:inspect --data=houses.csv --json > houses.schema.json',
    '',
    'Exit codes: 0 shown, 2 wrong options or no such file, 3 no table.',
  ],
};
