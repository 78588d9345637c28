import { isModelName, MODEL_NAME_EXPECTS } from '@lambda-forest/artifacts';
import {
  atLeastZero,
  choice,
  closedFraction,
  finiteNumber,
  flag,
  integer,
  openFraction,
  orNone,
  path,
  text,
  upToOne,
} from '@lambda-forest/cli';
import type { Command, OptionKind, OptionTable, OptionValues } from '@lambda-forest/cli';
import { METRIC_NAMES } from '@lambda-forest/evaluator';
import {
  DEFAULT_BOOSTING_OPTIONS,
  DEFAULT_ENGINE_NAME,
  DEFAULT_FOREST_OPTIONS,
  DEFAULT_SEARCH,
  ENGINE_NAMES,
  MOST_ROUNDS,
} from '@lambda-forest/training';
import { formatInteger } from '@lambda-forest/text';
import type { BoostingOptions, MaxFeatures } from '@lambda-forest/training';

import { DATA_OPTIONS } from '../options/data-options.ts';
import { trainerCommand } from '../trainer-command.ts';
import type { LoadTrainingStage } from './aws/load-training-stage.ts';

/** Warned about, not failed, unless `--min-accuracy` is given. */
export const USUAL_MIN_ACCURACY = 0.9;

/** A piece takes up to ten times as much in a process that reads it. */
export const DEFAULT_PIECE_MB = 32;

/** Of the rows, held out for the test. */
export const DEFAULT_TEST_SIZE = 0.2;

const MAX_UINT32 = 4_294_967_295;

const modelName: OptionKind<string> = {
  placeholder: 'NAME',
  expects: MODEL_NAME_EXPECTS,
  parse: (given) => (isModelName(given) ? given : undefined),
};

const column = text('COLUMN', /^[^\0]+$/, "the name of one of the table's columns");

const maxFeatures: OptionKind<MaxFeatures> = {
  placeholder: 'sqrt|log2|all|N|X',
  expects: 'sqrt, log2, all, a count from 1 or a fraction above 0 and below 1',
  parse(given) {
    if (given === 'sqrt' || given === 'log2' || given === 'all') return { kind: given };
    const count = integer(1, 65_535).parse(given);
    if (count !== undefined) return { kind: 'count', count };
    const fraction = openFraction.parse(given);
    return fraction === undefined ? undefined : { kind: 'fraction', fraction };
  },
};

const monotonic: OptionKind<BoostingOptions['monotonic']> = {
  placeholder: 'COLUMN:1|-1,...',
  expects: 'names of features, each once with :1 or :-1, separated by commas',
  parse(given) {
    const entries = given.split(',').map((entry) => /^(.+):(1|-1)$/.exec(entry));
    if (!entries.every((entry) => entry !== null)) return undefined;
    if (new Set(entries.map(([, name]) => name)).size < entries.length) return undefined;
    return Object.fromEntries(
      entries.map(([, name, direction]) => [name!, direction === '1' ? 1 : -1]),
    );
  },
};

const forest = DEFAULT_FOREST_OPTIONS;
const boosting = DEFAULT_BOOSTING_OPTIONS;

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
  'n-estimators': {
    kind: integer(1, 10_000),
    description: 'Trees of a forest.',
    defaultText: String(forest.nEstimators),
  },
  'max-depth': {
    kind: orNone(integer(1, 1_000)),
    description: 'Longest way from the root of a tree to a leaf, in splits.',
    defaultText: 'none',
  },
  'min-samples-split': {
    kind: integer(2, 1_000_000),
    description: 'A node of a forest with fewer samples is not split.',
    defaultText: String(forest.minSamplesSplit),
  },
  'min-samples-leaf': {
    kind: integer(1, 1_000_000),
    description: 'A split that would leave fewer samples on one side is not made.',
    defaultText: `${forest.minSamplesLeaf} in a forest, ${boosting.minSamplesLeaf} in boosting`,
  },
  'max-features': {
    kind: maxFeatures,
    description: 'Features that a split of a forest may choose from, drawn at random.',
    defaultText: 'sqrt',
  },
  bootstrap: {
    kind: flag,
    description:
      'Grow each tree on rows drawn with replacement. --bootstrap=false takes all rows for each, and there is no out-of-bag score.',
    defaultText: 'true',
  },
  criterion: {
    kind: choice('gini', 'entropy', 'squared_error', 'poisson'),
    description:
      'What a split lowers: gini or entropy of classes; squared_error or, for counts, poisson of a quantity.',
    defaultText: 'gini for classes, squared_error for a quantity',
  },
  splitter: {
    kind: choice('best', 'random'),
    description:
      'Look at every threshold, or at one drawn at random for each feature (extra-trees).',
    defaultText: forest.splitter,
  },
  'min-impurity-decrease': {
    kind: atLeastZero,
    description:
      "A split of a forest that lowers impurity by less, times its share of the samples, isn't made.",
    defaultText: String(forest.minImpurityDecrease),
  },
  'row-shards': {
    kind: integer(1, 10_000),
    description:
      'Grow each tree of a forest on one of so many parts of the rows, in turn: for more rows than memory takes.',
    defaultText: String(forest.rowShards),
  },
  'max-leaf-nodes': {
    kind: orNone(integer(2, 1_000_000_000)),
    description: 'Leaves of a tree, which then grows where it gains most.',
    defaultText: `none in a forest, ${boosting.maxLeafNodes} in boosting`,
  },
  'max-iter': {
    kind: integer(1, 10_000),
    description:
      'Most rounds of boosting, each of which adds a tree, or one for each of three or more classes.',
    defaultText: `${formatInteger(MOST_ROUNDS)}; ${boosting.maxIter} without early stopping`,
  },
  'learning-rate': {
    kind: upToOne,
    description: 'The factor of every boosted tree: a smaller one needs more rounds.',
    defaultText: String(boosting.learningRate),
  },
  'early-stopping': {
    kind: flag,
    description:
      'Boost as many rounds as are best in the cross-validation; --early-stopping=false boosts all of --max-iter.',
    defaultText: 'true',
  },
  'l2-regularization': {
    kind: atLeastZero,
    description: 'Shrinks the values of boosted leaves, of few rows most.',
    defaultText: String(boosting.l2Regularization),
  },
  subsample: {
    kind: upToOne,
    description: 'Share of the rows that each round of boosting draws.',
    defaultText: String(boosting.subsample),
  },
  'colsample-bytree': {
    kind: upToOne,
    description: 'Share of the features that each boosted tree draws.',
    defaultText: String(boosting.colsampleBytree),
  },
  'n-models': {
    kind: integer(1, 100),
    description: 'Models to boost, each with its own draws, whose mean answers.',
    defaultText: String(boosting.nModels),
  },
  loss: {
    kind: choice('squared_error', 'poisson'),
    description: 'What boosting lowers for a quantity; poisson is for counts and rates.',
    defaultText: boosting.loss,
  },
  monotonic: {
    kind: monotonic,
    description:
      'Features with which the predictions of boosting must not fall (1) or must not rise (-1).',
    defaultText: 'none',
  },
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
    default: forest.maxBins,
  },
  'permutation-repeats': {
    kind: integer(0, 1_000),
    description:
      'Measure how much each column is needed, by shuffling it this many times among all test rows; 0 skips that.',
    defaultText: '5, on as many test rows as are quickly done',
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
  'n-jobs': {
    kind: integer(1, 256),
    description:
      'Threads to grow trees with, where it is worth it. The model does not depend on it.',
    defaultText: 'one for each core',
  },
  workers: {
    kind: integer(1, 1_024),
    description:
      'Read the table in pieces and grow a forest in so many processes. The model does not depend on their number.',
    defaultText: 'none, the table is read as a whole',
  },
  on: {
    kind: choice('here', 'aws'),
    description:
      'Where a forest is trained: on this machine, or on a table of S3 (--data=s3://BUCKET/PREFIX) by functions of --stage. The model does not depend on it.',
    default: 'here',
  },
  stage: {
    kind: text('STAGE', /./, 'the name of a stage in the configuration'),
    description: 'With --on=aws, the stage that trains.',
    defaultText: 'none',
  },
  config: {
    kind: path('FILE'),
    description: 'With --on=aws, the configuration of the stages.',
    defaultText: 'apps/deploy/deploy.config.ts',
  },
  'dry-run': {
    kind: flag,
    description: 'With --on=aws, show what it would take and cost, and start nothing.',
    default: false,
  },
  'piece-mb': {
    kind: integer(1, 1_000_000),
    description: 'With --workers or --on=aws, pieces have at most so many megabytes (2^20 bytes).',
    defaultText: String(DEFAULT_PIECE_MB),
  },
  'random-state': {
    kind: integer(0, MAX_UINT32),
    description: 'Seed of the split, the folds and the trees: the same seed gives the same model.',
    default: forest.randomState,
  },
  'test-size': {
    kind: openFraction,
    description: 'Share of the rows held out for the test.',
    default: DEFAULT_TEST_SIZE,
  },
  split: {
    kind: choice('auto', 'stratified', 'random'),
    description:
      'How rows are held out: stratified keeps the share of each class, random does not; auto is stratified for classes.',
    default: 'auto',
  },
  'time-column': {
    kind: column,
    description:
      'Hold out the latest rows by this column of numbers or dates; folds only look back.',
    defaultText: 'none',
  },
  'group-column': {
    kind: column,
    description:
      'Keep rows of one value of this column on one side of every split; it is no feature then.',
    defaultText: 'none',
  },
  'test-data': {
    kind: path('FILE'),
    description:
      'Hold out the rows of this file, which has the same columns, and train on all of --data.',
    defaultText: 'none, a part of --data is held out',
  },
  folds: {
    kind: integer(2, 100),
    description: 'Folds of the cross-validation on the training rows.',
    default: 5,
  },
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
  'output-dir': {
    kind: path('DIR'),
    description: 'Folder for the model and what belongs to it.',
    defaultText:
      'artifacts/NAME/VERSION in the workspace, and artifacts/NAME/latest.json points to it',
  },
  name: {
    kind: modelName,
    description: "The model's name.",
    defaultText: "the data file's name without its ending",
  },
  'model-version': {
    kind: { ...modelName, placeholder: 'VERSION' },
    description: "The model's version. One that exists already and is another model is refused.",
    defaultText: 'that of an equal model; otherwise the next free one: 1.0.0, 1.0.1, ...',
  },
  force: {
    kind: flag,
    description: 'Replace the model of --model-version by another one.',
    default: false,
  },
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
      'Exit codes: 0 done, 1 defect, 2 wrong options or no such file, 3 data that cannot be learned from, or',
      'credentials, 4 worse than --min-accuracy or --min-score, or refused by AWS, or failed there, 130 cancelled.',
      'After any but 0 nothing was written.',
    ],
    run: async (options, shell) => {
      const { runTrain } = await import('./train-command.ts');
      await runTrain(options, loadStage, shell);
    },
  });
}
