import { DEFAULT_GROWTH_LIMITS } from '@lambda-forest/histogram';

/** How a random forest is grown. Names, meanings and defaults are scikit-learn's. */
export interface ForestOptions {
  readonly learner: 'forest';
  /** Trees. 1 to 10,000. Default 100. */
  readonly nEstimators: number;
  /** Longest path from a root to a leaf, in splits. At least 1; null is unlimited. Default null. */
  readonly maxDepth: number | null;
  /** A node with fewer samples becomes a leaf. At least 2. Default 2. */
  readonly minSamplesSplit: number;
  /** A split that would leave a child with fewer samples is not made. At least 1. Default 1. */
  readonly minSamplesLeaf: number;
  /**
   * Features considered: `sqrt` or `log2` of all, `all`, a count (an integer from 1 to all) or a fraction
   * (above 0, below 1; at least one feature). The engine ml-random-forest draws them once per tree, instead of
   * once per split. Default `sqrt`.
   */
  readonly maxFeatures: MaxFeatures;
  /** Whether each tree is grown on a sample of the rows, drawn with replacement and of the same size. Default true. */
  readonly bootstrap: boolean;
  /**
   * The impurity that a split lowers: for classes `gini` or `entropy`; for a quantity `squared_error` (any other than `poisson`
   * means the same; scikit-learn's `friedman_mse` ranks the splits of a node in the same way) or `poisson`, half
   * the Poisson deviance of counts and rates, which are not negative. `poisson` takes about fifty times as long.
   * Default `gini`.
   */
  readonly criterion: 'gini' | 'entropy' | 'squared_error' | 'poisson';
  /** `best` tries every threshold of a feature, `random` tries one drawn at random (extra-trees). Default `best`. */
  readonly splitter: 'best' | 'random';
  /**
   * A split is made only if it lowers impurity by this much, times the node's share of the samples. At least
   * 0. Default 0.
   */
  readonly minImpurityDecrease: number;
  /** Most leaves of a tree, which is then grown best-first. At least 2; null is unlimited. Default null. */
  readonly maxLeafNodes: number | null;
  /**
   * `balanced` gives every class the same total weight: each row counts rows / (classes * rows of the class).
   * Classification only. Default null: every row counts the same.
   */
  readonly classWeight: 'balanced' | null;
  /**
   * The most bins in which large nodes search the thresholds of a feature. 2 to 65,535. Default 255; features with no
   * more distinct values are split exactly.
   */
  readonly maxBins: number;
  /**
   * Each tree is grown on one of so many parts of the rows, dealt by a hash of their numbers, in turn: less memory and
   * time, and less accuracy. 1 to nEstimators. Default 1: on all rows.
   */
  readonly rowShards: number;
  /**
   * Further trees, without a split, that answer with the shares of the classes among the rows of the fit, or with the mean
   * of a quantity: no class that was seen has the probability 0. 0 to 10,000. Default 0.
   */
  readonly priorTrees: number;
  /** Seed of all random choices. 0 to 4,294,967,295. Default 42. */
  readonly randomState: number;
}

export type MaxFeatures =
  | { readonly kind: 'sqrt' | 'log2' | 'all' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'fraction'; readonly fraction: number };

export const DEFAULT_FOREST_OPTIONS: ForestOptions = {
  learner: 'forest',
  nEstimators: 100,
  maxDepth: null,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  maxFeatures: { kind: 'sqrt' },
  bootstrap: true,
  criterion: 'gini',
  splitter: 'best',
  minImpurityDecrease: 0,
  maxLeafNodes: null,
  classWeight: null,
  maxBins: DEFAULT_GROWTH_LIMITS.maxBins,
  rowShards: 1,
  priorTrees: 0,
  randomState: 42,
};

/**
 * The number of features that `maxFeatures` means: at least 1, at most `featureCount`. Fractions, roots and
 * logarithms are rounded down, as scikit-learn does.
 */
export function countFeatures(maxFeatures: MaxFeatures, featureCount: number): number {
  return Math.min(featureCount, Math.max(1, Math.floor(wanted(maxFeatures, featureCount))));
}

function wanted(maxFeatures: MaxFeatures, featureCount: number): number {
  switch (maxFeatures.kind) {
    case 'sqrt':
      return Math.sqrt(featureCount);
    case 'log2':
      return Math.log2(featureCount);
    case 'all':
      return featureCount;
    case 'count':
      return maxFeatures.count;
    case 'fraction':
      return maxFeatures.fraction * featureCount;
  }
}
