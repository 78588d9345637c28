import type { CommandHelp, OptionTable, OptionValues } from '@lambda-forest/cli';

import { HELP, JSON_OUTPUT } from '../options/common-options.ts';
import { DATA_OPTIONS, READING_OPTIONS } from '../options/data-options.ts';
import { ARTIFACTS_OPTION, modelReference } from '../models/model-options.ts';

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
  help: HELP,
} as const satisfies OptionTable;

export type CompareOptions = OptionValues<typeof COMPARE_OPTIONS>;

export const COMPARE_HELP: CommandHelp = {
  command: 'nx run trainer:compare',
  words: 'MODEL MODEL',
  summary: 'Shows two models side by side: metrics with a paired test, options and schema.',
  notes: [
    'Examples:',
    '  nx run trainer:compare iris@1.0.0 iris@1.1.0',
    '  nx run trainer:compare houses@1.0.0 houses@2.0.0 --data=houses-2024.csv',
    '',
    'Exit codes: 0 done, 1 defect, 2 wrong options, no such file or model, or models of different targets,',
    '3 data that does not fit the models.',
  ],
};
