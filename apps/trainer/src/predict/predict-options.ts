import { choice, flag, path } from '@lambda-forest/cli';
import type { CommandHelp, OptionTable, OptionValues } from '@lambda-forest/cli';

import { HELP } from '../options/common-options.ts';
import { READING_OPTIONS } from '../options/data-options.ts';
import { MODEL_OPTIONS } from '../models/model-options.ts';

export const PREDICT_OPTIONS = {
  ...MODEL_OPTIONS,
  data: {
    kind: path('FILE'),
    description:
      'The rows: CSV, JSON Lines or Parquet, also as .gz or .zst, or - for standard input. Columns are found by their names; others are left aside.',
    defaultText: 'the Iris table that comes along',
  },
  ...READING_OPTIONS,
  out: {
    kind: path('FILE'),
    description:
      'File for the predictions, one line for each row and in their order, or - for standard output.',
    default: '-',
  },
  'out-format': {
    kind: choice('auto', 'csv', 'jsonl'),
    description:
      'How predictions are written; auto goes by the ending of --out: .jsonl and .ndjson, else CSV.',
    default: 'auto',
  },
  probabilities: {
    kind: flag,
    description: "Write each class's probability too. --probabilities=false leaves them out.",
    default: true,
  },
  help: HELP,
} as const satisfies OptionTable;

export type PredictOptions = OptionValues<typeof PREDICT_OPTIONS>;

export const PREDICT_HELP: CommandHelp = {
  command: 'nx run trainer:predict',
  summary: 'Scores the rows of a file with a saved model, in little memory however many there are.',
  notes: [
    'Examples:',
    '  nx run trainer:predict --model=iris --data=new.csv --out=predictions.csv',
    '  zcat rows.csv.gz | nx run trainer:predict --model=houses@1.0.0 --data=- --out=- | head',
    '',
    'Exit codes: 0 done, 1 defect, 2 wrong options or no such file or model, 3 data that cannot be read,',
    '5 done, but for rows that do not fit the model: their lines have the reason instead of a prediction,',
    '130 cancelled.',
  ],
};
