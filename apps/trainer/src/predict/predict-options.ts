import { choice, flag, path } from '@lambda-forest/cli';
import type { OptionKind, OptionTable, OptionValues } from '@lambda-forest/cli';

import { trainerCommand } from '../trainer-command.ts';
import { names, READING_OPTIONS } from '../options/data-options.ts';
import { MODEL_OPTIONS } from '../models/model-options.ts';

const columns: OptionKind<'all' | readonly string[]> = {
  placeholder: 'all|COLUMN,...',
  expects: 'all, or names of columns separated by commas',
  parse: (given) => (given === 'all' ? given : names.parse(given)),
};

/** The options of what is written for a row. */
export const ANSWER_OPTIONS = {
  probabilities: {
    kind: flag,
    description: "Write each class's probability too. --probabilities=false leaves them out.",
    default: true,
  },
  intervals: {
    kind: flag,
    description:
      'Write for a quantity the interval that is to hold 80 % of the true values; the report says how many it holds.',
    default: false,
  },
  keep: {
    kind: columns,
    description: 'Columns of the file to write before the predictions, or all.',
    defaultText: 'none',
  },
  'safe-csv': {
    kind: flag,
    description: 'Write an apostrophe before cells that a spreadsheet would run as formulas.',
    default: false,
  },
} as const satisfies OptionTable;

export const PREDICT_OPTIONS = {
  ...MODEL_OPTIONS,
  data: {
    kind: { ...path('FILE'), expects: 'the path of a file, or -' },
    description:
      'The rows: CSV, JSON Lines or Parquet, also as .gz or .zst, or - for standard input. Columns are found by their names; others are left aside.',
    defaultText: 'the Iris table that comes along, for a model of it',
  },
  ...READING_OPTIONS,
  out: {
    kind: { ...path('FILE'), expects: 'the path of a file, or -' },
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
  ...ANSWER_OPTIONS,
} as const satisfies OptionTable;

export type PredictOptions = OptionValues<typeof PREDICT_OPTIONS>;

export const predictCommand = trainerCommand({
  options: PREDICT_OPTIONS,
  notes: [
    'Examples:',
    '  npx lambda-forest predict --model=iris --data=new.csv --out=predictions.csv',
    '  npx lambda-forest predict --model=houses --data=new.csv --keep=id,street --intervals --out=prices.csv',
    '  zcat rows.csv.gz | npx lambda-forest predict --model=houses@1.0.0 --data=- --out=- | head',
    '',
    'Exit codes: 0 done, 1 defect, 2 wrong options or no such file or model, 3 data that cannot be read, 5 done, but for rows that do not fit the model: their lines have the reason instead of a prediction, 130 cancelled.',
  ],
  load: async () => (await import('./predict-command.ts')).runPredict,
});
