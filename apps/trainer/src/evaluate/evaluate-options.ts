import { path } from '@lambda-forest/cli';
import type { CommandHelp, OptionTable, OptionValues } from '@lambda-forest/cli';

import { HELP, JSON_OUTPUT } from '../options/common-options.ts';
import { DATA_OPTIONS, READING_OPTIONS } from '../options/data-options.ts';
import { MODEL_OPTIONS } from '../models/model-options.ts';

export const EVALUATE_OPTIONS = {
  ...MODEL_OPTIONS,
  data: DATA_OPTIONS.data,
  ...READING_OPTIONS,
  report: {
    kind: path('FILE'),
    description: 'File for a report of this evaluation, an HTML page.',
    defaultText: 'none',
  },
  json: JSON_OUTPUT,
  help: HELP,
} as const satisfies OptionTable;

export type EvaluateOptions = OptionValues<typeof EVALUATE_OPTIONS>;

export const EVALUATE_HELP: CommandHelp = {
  command: 'nx run trainer:evaluate',
  summary: 'Measures a saved model on a table with its target.',
  notes: [
    'Of the table that the model was trained on, only the rows held out then are measured.',
    '',
    'Examples:',
    '  nx run trainer:evaluate --model=houses --data=houses-2024.csv',
    '  nx run trainer:evaluate --model=houses@1.0.0 --data=new.csv --report=new.html',
    '',
    'Exit codes: 0 done, 1 defect, 2 wrong options or no such file or model, 3 data that does not fit the model.',
  ],
};
