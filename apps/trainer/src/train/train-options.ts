import { choice, closedFraction, finiteNumber, flag, integer } from '@lambda-forest/cli';
import type { Command, OptionTable, OptionValues } from '@lambda-forest/cli';
import { METRIC_NAMES } from '@lambda-forest/evaluator';
import {
  DEFAULT_ENGINE_NAME,
  DEFAULT_FOREST_OPTIONS,
  DEFAULT_SEARCH,
  ENGINE_NAMES,
} from '@lambda-forest/training';

import { column, DATA_OPTIONS } from '../options/data-options.ts';
import { trainerCommand } from '../trainer-command.ts';
import type { LoadTrainingStage } from './aws/load-training-stage.ts';
import { BOOSTING_OPTIONS, COMMON_OPTIONS, FOREST_OPTIONS } from './options/learner-tables.ts';
import { PLACE_OPTIONS } from './options/place-options.ts';
import { SPLIT_OPTIONS } from './options/split-options.ts';
import { WORK_OPTIONS } from './options/work-options.ts';

/** Warned about, not failed, unless `--min-accuracy` is given. */
export const USUAL_MIN_ACCURACY = 0.9;

/** Every option of `train`. Parsing and `--help` are derived from this table. */
export const TRAIN_OPTIONS = {
  ...DATA_OPTIONS,
  target: {
    kind: column,
    description: 'The column to predict.',
    defaultText: 'the last one',
  },
  task: {
    kind: choice('auto', 'classification', 'regression'),
    description: 'Whether to predict a class or a quantity; auto decides by the target column.',
    default: 'auto',
  },
  missing: {
    kind: choice('learned', 'error'),
    description:
      'A feature without a value: learned accepts it where training had missing values, error refuses it.',
    default: 'learned',
  },
  unseen: {
    kind: choice('error', 'learned'),
    description:
      'A level that training did not see: error refuses it, learned treats it like the rare levels. Columns of names take any name.',
    default: 'error',
  },
  learner: {
    kind: choice('auto', 'forest', 'boosting'),
    description:
      'A random forest, boosted trees, or whichever is better on held-out training rows. An option of one chooses it, one of both a forest; defaults below are those of a learner by name.',
    default: 'auto',
  },
  ...FOREST_OPTIONS,
  ...COMMON_OPTIONS,
  ...BOOSTING_OPTIONS,
  'class-weight': {
    kind: choice('none', 'balanced'),
    description: 'Balanced gives every class the same weight in all, however rare it is.',
    default: 'none',
  },
  'sample-weight': {
    kind: column,
    description:
      'Column of positive numbers that say how much each row counts; it is no feature then.',
    defaultText: 'none, all rows count the same',
  },
  'max-bins': {
    kind: integer(2, 65_535),
    description:
      'Most thresholds of a feature that a large node tries; a feature with fewer distinct values is split exactly.',
    default: DEFAULT_FOREST_OPTIONS.maxBins,
  },
  'permutation-repeats': {
    kind: integer(0, 1_000),
    description:
      'Measure how much each column is needed, by shuffling it this many times among all test rows; 0 skips that.',
    defaultText: '3 to 5, on at most 2,000 test rows: as many as take a quarter of a second',
  },
  search: {
    kind: choice('none', 'random', 'halving'),
    description:
      'Look for better options of a forest by cross-validation before the fit: at random, or by successive halving.',
    default: 'none',
  },
  metric: {
    kind: choice(...METRIC_NAMES),
    description:
      'What options are searched by, and what leads in the output and the report. accuracy, brier_score and mae choose the learner, too; others leave that to log-loss or squared error.',
    defaultText: 'log_loss where a class is rare, else accuracy; r2 for a quantity',
  },
  'search-trials': {
    kind: integer(1, 1_000),
    description: 'Combinations of options that a search tries.',
    default: DEFAULT_SEARCH.trials,
  },
  ...WORK_OPTIONS,
  ...SPLIT_OPTIONS,
  scaler: {
    kind: choice('none', 'standard'),
    description:
      'Scale features to mean 0 and deviation 1 first. Trees do not need it; the service repeats it.',
    default: 'none',
  },
  'min-accuracy': {
    kind: closedFraction,
    description: 'Fail, and write nothing, if the accuracy on the test rows is lower.',
    defaultText: `none, but an accuracy below ${USUAL_MIN_ACCURACY} is warned about`,
  },
  'min-score': {
    kind: finiteNumber,
    description:
      'Fail, and write nothing, if --metric on the test rows is worse: lower, or higher for an error or a loss. Without --metric it is accuracy, or r2.',
    defaultText: 'none',
  },
  ...PLACE_OPTIONS,
  engine: {
    kind: choice(...ENGINE_NAMES),
    description: 'What grows the trees; ml-random-forest grows forests only.',
    defaultText: DEFAULT_ENGINE_NAME,
  },
  json: {
    kind: flag,
    description:
      'Print one JSON document on stdout, the content of metadata.json, and logs on stderr.',
  },
} as const satisfies OptionTable;

export type TrainOptions = OptionValues<typeof TRAIN_OPTIONS>;

/** @param loadStage how stages are found. Default: there are none */
export function trainCommand(loadStage?: LoadTrainingStage): Command {
  return trainerCommand({
    options: TRAIN_OPTIONS,
    notes: [
      'Examples:',
      '  npx lambda-forest train',
      '  npx lambda-forest train --data=houses.csv --target=price --n-estimators=300',
      '  npx lambda-forest train --data=s3://data/houses --learner=forest --on=aws --stage=production',
      '',
      'Exit codes: 0 done, 1 defect, 2 wrong options or no such file, 3 data that cannot be learned from, or credentials, 4 worse than --min-accuracy or --min-score, or refused by AWS, or failed there, 130 cancelled. After any but 0 nothing was written.',
    ],
    load: async () => {
      const { runTrain } = await import('./train-command.ts');
      return (options, shell) => runTrain(options, loadStage, shell);
    },
  });
}
