import { UsageError } from '@lambda-forest/cli';
import { snakeCaseKeys } from '@lambda-forest/text';
import type { Task } from '@lambda-forest/schema';
import {
  DEFAULT_BOOSTING_OPTIONS,
  DEFAULT_ENGINE_NAME,
  DEFAULT_FOREST_OPTIONS,
  MOST_ROUNDS,
} from '@lambda-forest/training';
import type {
  BoostingOptions,
  ForestOptions,
  Learner,
  LearnerOptions,
} from '@lambda-forest/training';

import { BOOSTING_OPTIONS, COMMON_OPTIONS, FOREST_OPTIONS } from './options/learner-tables.ts';
import type { TRAIN_OPTIONS, TrainOptions } from './train-options.ts';

/**
 * Which learner the options ask for. One that has options of its own is asked for by them.
 *
 * @throws {UsageError} for an option of the other learner
 */
export function learnerOf(options: TrainOptions): TrainOptions['learner'] {
  const given = (table: Partial<typeof TRAIN_OPTIONS>) =>
    (Object.keys(table) as (keyof TrainOptions)[]).filter(
      (name) => options[name] !== undefined && options[name] !== 'none',
    );
  const forest = [...given(FOREST_OPTIONS), ...(options.search === 'none' ? [] : ['search'])];
  const boosting = given(BOOSTING_OPTIONS);
  const { learner } = options;
  if (learner !== 'auto') {
    const [foreign] = learner === 'forest' ? boosting : forest;
    if (foreign === undefined) return learner;
    throw new UsageError(
      `Found --${foreign} with --learner=${learner}, expected options of that learner.`,
      'Leave one of the two out.',
    );
  }
  if (forest.length > 0 && boosting.length > 0) {
    throw new UsageError(
      `Found --${forest[0]!}, an option of forests, and --${boosting[0]!}, one of boosting, expected those of one learner.`,
      'Leave one of the two out.',
    );
  }
  if (boosting.length > 0) return 'boosting';
  const isForest =
    forest.length > 0 || given(COMMON_OPTIONS).length > 0 || growsForestsOnly(options);
  return isForest ? 'forest' : 'auto';
}

function growsForestsOnly({ engine }: TrainOptions): boolean {
  return engine !== undefined && engine !== DEFAULT_ENGINE_NAME;
}

/** The options that shape a forest, as engines take them. */
export function forestOptions(options: TrainOptions, task: Task): ForestOptions {
  const defaults = DEFAULT_FOREST_OPTIONS;
  return {
    learner: 'forest',
    nEstimators: options['n-estimators'] ?? defaults.nEstimators,
    maxDepth: options['max-depth'] ?? defaults.maxDepth,
    minSamplesSplit: options['min-samples-split'] ?? defaults.minSamplesSplit,
    minSamplesLeaf: options['min-samples-leaf'] ?? defaults.minSamplesLeaf,
    maxFeatures: options['max-features'] ?? defaults.maxFeatures,
    bootstrap: options.bootstrap ?? defaults.bootstrap,
    criterion: options.criterion ?? (task === 'classification' ? 'gini' : 'squared_error'),
    splitter: options.splitter ?? defaults.splitter,
    minImpurityDecrease: options['min-impurity-decrease'] ?? defaults.minImpurityDecrease,
    maxLeafNodes: options['max-leaf-nodes'] ?? defaults.maxLeafNodes,
    rowShards: options['row-shards'] ?? defaults.rowShards,
    priorTrees: options['prior-trees'] ?? defaults.priorTrees,
    ...sharedOptions(options),
  };
}

/** The options that shape boosted trees, with the most rounds as `maxIter`. */
export function boostingOptions(options: TrainOptions): BoostingOptions {
  const defaults = DEFAULT_BOOSTING_OPTIONS;
  return {
    learner: 'boosting',
    maxIter:
      options['max-iter'] ?? (options['early-stopping'] === false ? defaults.maxIter : MOST_ROUNDS),
    learningRate: options['learning-rate'] ?? defaults.learningRate,
    maxLeafNodes:
      options['max-leaf-nodes'] === undefined ? defaults.maxLeafNodes : options['max-leaf-nodes'],
    maxDepth: options['max-depth'] ?? defaults.maxDepth,
    minSamplesLeaf: options['min-samples-leaf'] ?? defaults.minSamplesLeaf,
    l2Regularization: options['l2-regularization'] ?? defaults.l2Regularization,
    catSmooth: options['cat-smooth'] ?? defaults.catSmooth,
    catL2: options['cat-l2'] ?? defaults.catL2,
    subsample: options.subsample ?? defaults.subsample,
    colsampleBytree: options['colsample-bytree'] ?? defaults.colsampleBytree,
    nModels: options['n-models'] ?? defaults.nModels,
    loss: options.loss ?? defaults.loss,
    monotonic: options.monotonic ?? defaults.monotonic,
    ...sharedOptions(options),
  };
}

function sharedOptions(options: TrainOptions) {
  return {
    classWeight: options['class-weight'] === 'none' ? null : options['class-weight'],
    maxBins: options['max-bins'],
    randomState: options['random-state'],
  };
}

/** Those of the learner that was asked for, or undefined if one is to be chosen. */
export function singleOptions(
  options: TrainOptions,
  task: Task,
): ForestOptions | BoostingOptions | undefined {
  const learner = learnerOf(options);
  if (learner === 'auto') return undefined;
  return learner === 'forest' ? forestOptions(options, task) : boostingOptions(options);
}

/** Options by name, as plain JSON. */
export type OptionRecord = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The same as JSON, under scikit-learn's names: what the model remembers of how it was made. A forest's have no
 * `learner`: they are the options that models had before there was another learner, and their bytes stay as they were.
 * A blend's have that of each option before its name.
 */
export function describeLearnerOptions(options: LearnerOptions): OptionRecord {
  if (options.learner === 'blend') {
    const { learner, forest, boosting } = options;
    return { learner, ...prefixed('forest', forest), ...prefixed('boosting', boosting) };
  }
  if (options.learner === 'boosting') {
    const { monotonic, nModels, catSmooth, catL2, ...others } = options;
    const { catSmooth: usualSmooth, catL2: usualL2 } = DEFAULT_BOOSTING_OPTIONS;
    const constraints = Object.entries(monotonic).map((constraint) => constraint.join(':'));
    return snakeCaseKeys({
      ...others,
      ...(nModels > 1 && { nModels }),
      ...(catSmooth !== usualSmooth && { catSmooth }),
      ...(catL2 !== usualL2 && { catL2 }),
      monotonicCst: constraints.join() || null,
    });
  }
  const { learner: _, rowShards, priorTrees, ...forest } = options;
  const { maxFeatures } = options;
  return snakeCaseKeys({
    ...forest,
    ...(rowShards > 1 && { rowShards }),
    ...(priorTrees > 0 && { priorTrees }),
    maxFeatures:
      maxFeatures.kind === 'count'
        ? maxFeatures.count
        : maxFeatures.kind === 'fraction'
          ? maxFeatures.fraction
          : maxFeatures.kind,
  });
}

function prefixed(learner: Learner, options: LearnerOptions): OptionRecord {
  const { learner: _, ...own } = describeLearnerOptions(options);
  return Object.fromEntries(
    Object.entries(own).map(([name, value]) => [`${learner}_${name}`, value]),
  );
}
