import { modelReference } from '@lambda-forest/artifacts';
import { JSON_OUTPUT } from '@lambda-forest/cli';
import type { OptionTable, OptionValues } from '@lambda-forest/cli';

import { trainerCommand } from '../trainer-command.ts';
import { DATA_OPTIONS, READING_OPTIONS } from '../options/data-options.ts';
import { ARTIFACTS_OPTION } from '../models/model-options.ts';

export const COMPARE_OPTIONS = {
  first: {
    kind: modelReference,
    description: 'One model; the first word does without --first=.',
  },
  second: {
    kind: modelReference,
    description: 'The other model; the second word does without --second=.',
  },
  ...ARTIFACTS_OPTION,
  data: {
    ...DATA_OPTIONS.data,
    description:
      'A table to judge both models on, row by row. Of a table that a model was trained on, only rows that both models held out are used.',
    defaultText:
      'Iris if both were trained on it, else none, and the metrics of training are shown',
  },
  ...READING_OPTIONS,
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

export type CompareOptions = OptionValues<typeof COMPARE_OPTIONS>;

export const compareCommand = trainerCommand({
  options: COMPARE_OPTIONS,
  words: ['first', 'second'],
  notes: [
    'Examples:',
    '  npx lambda-forest compare iris@1.0.0 iris@1.1.0',
    '  npx lambda-forest compare houses@1.0.0 houses@2.0.0 --data=houses-2024.csv',
    '',
    'Exit codes: 0 done, 1 defect, 2 wrong options, no such file or model, or models of different targets, 3 data that does not fit the models.',
  ],
  load: async () => (await import('./compare-command.ts')).runCompare,
});
