import { JSON_OUTPUT, path } from '@lambda-forest/cli';
import type { OptionTable, OptionValues } from '@lambda-forest/cli';

import { trainerCommand } from '../trainer-command.ts';
import { DATA_OPTIONS, READING_OPTIONS } from '../options/data-options.ts';
import { MODEL_OPTIONS } from '../models/model-options.ts';

export const EVALUATE_OPTIONS = {
  ...MODEL_OPTIONS,
  data: { ...DATA_OPTIONS.data, defaultText: 'the Iris table that comes along, for a model of it' },
  ...READING_OPTIONS,
  report: {
    kind: path('FILE'),
    description: 'File for a report of this evaluation, an HTML page.',
    defaultText: 'none',
  },
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

export type EvaluateOptions = OptionValues<typeof EVALUATE_OPTIONS>;

export const evaluateCommand = trainerCommand({
  options: EVALUATE_OPTIONS,
  notes: [
    'Of the table that the model was trained on, only the rows held out then are measured.',
    '',
    'Examples:',
    '  npx lambda-forest evaluate --model=houses --data=houses-2024.csv',
    '  npx lambda-forest evaluate --model=houses@1.0.0 --data=new.csv --report=new.html',
    '',
    'Exit codes: 0 done, 1 defect, 2 wrong options or no such file or model, 3 data that does not fit the model.',
  ],
  load: async () => (await import('./evaluate-command.ts')).runEvaluate,
});
