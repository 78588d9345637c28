import { DEFAULT_BOOSTING_LIMITS } from '@lambda-forest/histogram';

/**
 * How trees are boosted. Names are those of scikit-learn's HistGradientBoosting; `subsample` and `colsampleBytree` are
 * LightGBM's and XGBoost's, `catSmooth` and `catL2` LightGBM's.
 */
export interface BoostingOptions {
  readonly learner: 'boosting';
  /** Rounds, each of which adds one tree, or with three or more classes one a class. 1 to 10,000. Default 100. */
  readonly maxIter: number;
  /** The factor of every leaf's value. Above 0, at most 1. Default 0.1. */
  readonly learningRate: number;
  /** Most leaves of a tree, which is grown best-first. At least 2; null is unlimited. Default 31. */
  readonly maxLeafNodes: number | null;
  /** Longest path from a root to a leaf, in splits. At least 1; null is unlimited. Default null. */
  readonly maxDepth: number | null;
  /** A split that would leave a child with fewer rows is not made. At least 1. Default 20. */
  readonly minSamplesLeaf: number;
  /** Added to the sum of second derivatives of a leaf, whose value it shrinks. At least 0. Default 1. */
  readonly l2Regularization: number;
  /**
   * A level of a category with fewer rows in a node is not told apart from others, and so much is added to the sum of second
   * derivatives of the others before they are put in order. At least 0. Default 10.
   */
  readonly catSmooth: number;
  /** Added to `l2Regularization` where levels are split. At least 0. Default 10. */
  readonly catL2: number;
  /** Share of the rows that a round's trees are grown on, drawn without replacement. Above 0, at most 1. Default 1. */
  readonly subsample: number;
  /** Share of the features that a tree chooses from, at least one feature. Above 0, at most 1. Default 1. */
  readonly colsampleBytree: number;
  /** Models that are boosted, each with its own draws; the mean of their scores answers. 1 to 100. Default 1. */
  readonly nModels: number;
  /**
   * What boosting lowers for a quantity: half the squared error, or half the Poisson deviance of counts and rates, which are
   * not negative. Classes have the log-loss. Default `squared_error`.
   */
  readonly loss: 'squared_error' | 'poisson';
  /**
   * By a numeric feature's name, 1 if predictions must not fall with its value and -1 if they must not rise.
   * Not for three or more classes. Default: all are free.
   */
  readonly monotonic: Readonly<Record<string, 1 | -1>>;
  /** As a forest's: `balanced` gives every class the same total weight. Default null. */
  readonly classWeight: 'balanced' | null;
  /** The most bins of a feature. 2 to 65,535. Default 255. */
  readonly maxBins: number;
  /** Seed of the rows and features drawn. 0 to 4,294,967,295. Default 42. */
  readonly randomState: number;
}

export const DEFAULT_BOOSTING_OPTIONS: BoostingOptions = {
  learner: 'boosting',
  maxIter: DEFAULT_BOOSTING_LIMITS.rounds,
  learningRate: DEFAULT_BOOSTING_LIMITS.learningRate,
  maxLeafNodes: DEFAULT_BOOSTING_LIMITS.maxLeaves,
  maxDepth: null,
  minSamplesLeaf: DEFAULT_BOOSTING_LIMITS.minSamplesLeaf,
  l2Regularization: DEFAULT_BOOSTING_LIMITS.l2,
  catSmooth: DEFAULT_BOOSTING_LIMITS.categorySmoothing,
  catL2: DEFAULT_BOOSTING_LIMITS.categoryL2,
  subsample: DEFAULT_BOOSTING_LIMITS.rowFraction,
  colsampleBytree: DEFAULT_BOOSTING_LIMITS.featureFraction,
  nModels: 1,
  loss: 'squared_error',
  monotonic: {},
  classWeight: null,
  maxBins: DEFAULT_BOOSTING_LIMITS.maxBins,
  randomState: 42,
};
