import { choice, flag, integer, JSON_OUTPUT, path, text } from '@lambda-forest/cli';
import type { Command, OptionTable, OptionValues } from '@lambda-forest/cli';

import { MODEL_OPTIONS } from '../models/model-options.ts';
import { READING_OPTIONS } from '../options/data-options.ts';
import { ANSWER_OPTIONS } from '../predict/predict-options.ts';
import { trainerCommand } from '../trainer-command.ts';
import type { LoadScoringStage } from './load-scoring-stage.ts';

export const SCORE_OPTIONS = {
  ...MODEL_OPTIONS,
  input: {
    kind: { ...path('DIR'), expects: 'a folder, a pattern or an address in S3' },
    description:
      'The files to score: all below a folder, or a pattern such as "in/*.csv"; on a stage s3://BUCKET/PREFIX. CSV, JSON Lines or Parquet, also as .gz or .zst.',
    defaultText: 'none, it has to be given',
  },
  output: {
    kind: { ...path('DIR'), expects: 'a folder or an address in S3' },
    description:
      'Folder for the predictions, on a stage s3://BUCKET/PREFIX: a part for each piece of the files, in their order, and a manifest.',
    defaultText: 'none, it has to be given',
  },
  stage: {
    kind: text('STAGE', /./, 'the name of a stage in the configuration'),
    description: 'Score files of S3 on AWS, by what is deployed to this stage for the model.',
    defaultText: 'none, this machine scores',
  },
  config: {
    kind: path('FILE'),
    description: 'The configuration of the stages.',
    defaultText: 'apps/deploy/deploy.config.ts',
  },
  workers: {
    kind: integer(1, 1_024),
    description: 'Processes that score; the predictions do not depend on it.',
    defaultText: 'one for each core',
  },
  'piece-mb': {
    kind: integer(1, 1_000_000),
    description:
      'The size of the pieces that files are cut into, in megabytes (2^20 bytes), at most; larger ones if there were more than 300,000.',
    default: 128,
  },
  resume: {
    kind: flag,
    description:
      'Continue the run whose output is there, or follow it: what it has scored is kept.',
    default: false,
  },
  'dry-run': {
    kind: flag,
    description:
      'Show pieces, and about how long they take and what they cost, measured on the first; write nothing.',
    default: false,
  },
  ...READING_OPTIONS,
  format: {
    kind: choice('auto', 'csv', 'jsonl'),
    description: 'The format of texts; Parquet is known by its first bytes.',
    default: 'auto',
  },
  'out-format': {
    kind: choice('csv', 'jsonl'),
    description: 'How predictions are written.',
    default: 'csv',
  },
  ...ANSWER_OPTIONS,
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

export type ScoreOptions = OptionValues<typeof SCORE_OPTIONS>;

/** @param loadStage how stages are found. Default: there are none */
export function scoreCommand(loadStage?: LoadScoringStage): Command {
  return trainerCommand({
    options: SCORE_OPTIONS,
    notes: [
      'Examples:',
      '  npx lambda-forest score --model=houses --input=new --output=scored --dry-run',
      '  npx lambda-forest score --model=houses --input="new/*.csv" --output=scored --keep=id',
      '  npx lambda-forest score --model=houses --input=new --output=scored --resume',
      '  npx lambda-forest score --model=houses --input=s3://data/new --output=s3://data/scored --stage=production',
      '',
      'Exit codes: 0 done, 1 defect, 2 wrong options, no such file or model, a packed file that is damaged, or an output of another run, 3 data that cannot be read or has changed, or credentials, 4 refused by AWS, or failed there, 5 done, but for rows that do not fit the model: their lines have the reason instead of a prediction, 130 cancelled. After 1, 4 and 130 --resume takes the run up again; once a file was corrected or an option changed, start a new run with another output.',
    ],
    load: async () => {
      const { runScore } = await import('./score-command.ts');
      return (options, shell) => runScore(options, loadStage, shell);
    },
  });
}
