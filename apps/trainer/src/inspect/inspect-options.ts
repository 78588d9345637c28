import { flag } from '@lambda-forest/cli';
import type { OptionTable, OptionValues } from '@lambda-forest/cli';

import { trainerCommand } from '../trainer-command.ts';
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
} as const satisfies OptionTable;

export type InspectOptions = OptionValues<typeof INSPECT_OPTIONS>;

export const inspectCommand = trainerCommand({
  options: INSPECT_OPTIONS,
  notes: [
    'Examples:',
    '  npx lambda-forest inspect --data=houses.csv --target=price',
    '  npx lambda-forest inspect --data=houses.csv --json > houses.schema.json',
    '',
    'Exit codes: 0 shown, 2 wrong options or no such file, 3 no table.',
  ],
  load: async () => (await import('./inspect-command.ts')).runInspect,
});
