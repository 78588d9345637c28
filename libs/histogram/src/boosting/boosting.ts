import type { Forest } from '@lambda-forest/forest';

import type { BinnedTable } from '../binned-table.ts';
import type { Target } from '../growth.ts';

/** Everything that boosted trees are grown from. */
export interface BoostingProblem {
  readonly table: BinnedTable;
  /** Classification: two classes are boosted by the logistic loss, more by the softmax. */
  readonly target: Target;
  /** Of a quantity; ignored in classification. */
  readonly loss: QuantityLoss;
  /** Length rowCount, positive and finite: the weight of each row. Absent if all are 1. */
  readonly weights?: Float64Array | undefined;
  /** Distinct indices into the table: the rows that trees are grown on. */
  readonly rows: Uint32Array;
  /** Absent if all rounds are boosted. */
  readonly earlyStopping?: EarlyStopping | undefined;
  readonly limits: BoostingLimits;
  /** 0 to 2^32 - 1. */
  readonly randomState: number;
}

export type QuantityLoss =
  | { readonly kind: 'squared_error' }
  /** Targets are counts or rates: not negative, and not all 0. */
  | { readonly kind: 'poisson' }
  /** `quantile` is above 0 and below 1; .5 is the median. */
  | { readonly kind: 'quantile'; readonly quantile: number };

export interface EarlyStopping {
  /** Rows that no tree is grown on, at least 1. */
  readonly heldOut: Uint32Array;
  /** Boosting stops after this many rounds without a lower loss of the held-out rows; at least 1. */
  readonly patience: number;
  /** Whether to keep the trees after the lowest loss as well. Default: no. */
  readonly keepsAll?: boolean | undefined;
}

export interface BoostingLimits {
  /** The most rounds; each adds one tree for every output. */
  readonly rounds: number;
  /** The factor of every leaf's value. */
  readonly learningRate: number;
  /** At least 2: the leaf whose split gains most is split first. */
  readonly maxLeaves: number;
  /** Splits between root and leaf; Infinity is unlimited. */
  readonly maxDepth: number;
  /** Rows on each side of a split, at least 1. */
  readonly minSamplesLeaf: number;
  /** Sum of hessians on each side of a split; above 0. */
  readonly minChildWeight: number;
  /** Added to the sum of hessians of a leaf: lambda. */
  readonly l2: number;
  /** The same for the two sides of a categorical split, in addition. */
  readonly categoryL2: number;
  /** Added to a level's sum of hessians before levels are ordered: few rows come near 0. */
  readonly categorySmoothing: number;
  /** Levels of fewer rows in a node stay on the right side. */
  readonly minSamplesLevel: number;
  /** The most levels on the left side. */
  readonly maxLevelsLeft: number;
  /** A split must gain more. */
  readonly minGain: number;
  /** Bins of a numeric feature, 2 to 65,535. */
  readonly maxBins: number;
  /** The share of the rows that a round's trees are grown on, drawn without replacement. */
  readonly rowFraction: number;
  /** The share of the features that a tree's splits are chosen from, at least one. */
  readonly featureFraction: number;
  /**
   * One entry a feature: 1 if predictions must not fall with its value, -1 if they must not rise, 0 if free. Missing
   * values are exempt. Absent if all are free. Not for more than two classes or categorical features.
   */
  readonly monotonic?: readonly (-1 | 0 | 1)[] | undefined;
}

/** LightGBM's, except for `l2` (XGBoost's 1): leaves of few rows say less. */
export const DEFAULT_BOOSTING_LIMITS: BoostingLimits = {
  rounds: 100,
  learningRate: 0.1,
  maxLeaves: 31,
  maxDepth: Infinity,
  minSamplesLeaf: 20,
  minChildWeight: 1e-3,
  l2: 1,
  categoryL2: 10,
  categorySmoothing: 10,
  minSamplesLevel: 10,
  maxLevelsLeft: 32,
  minGain: 0,
  maxBins: 255,
  rowFraction: 1,
  featureFraction: 1,
};

/** Trees whose answers add up. */
export interface BoostedForest {
  /**
   * Aggregation `sum`; the link is that of the loss: `identity`, `exp`, `binary-logistic`, or `softmax` over a score
   * for each class. Trees are in the order of rounds, those of one round in the order of outputs; `cover` holds the
   * rows that a tree was grown on. Without any round there is a tree of one leaf, which adds 0, for each output.
   */
  readonly forest: Forest;
  /** Rounds whose trees are kept. */
  readonly rounds: number;
  /**
   * With early stopping, the mean loss of the held-out rows before the first round and after each; the trees end at
   * the lowest, unless all are kept. Otherwise empty.
   */
  readonly heldOutLosses: readonly number[];
  /** Length featureCount: the share of all gain that each feature's splits have; all 0 without splits. */
  readonly importances: Float64Array;
}

/** One entry a node, unless they say otherwise. */
export interface BoostedTree {
  /** The output it adds to. */
  readonly output: number;
  /** The feature of a split, or LEAF. */
  readonly feature: Int32Array;
  /** MISSING_LEFT and CATEGORICAL bits of a split; 0 for a leaf. */
  readonly flags: Uint8Array;
  /** Numeric split: the largest value that goes left. Categorical: the first word of its set in `setBits`. Leaf: 0. */
  readonly threshold: Float64Array;
  /** Split: its right child. Leaf: 0. */
  readonly next: Uint32Array;
  /** Leaf: what it adds, times the learning rate. Split: 0. */
  readonly value: Float64Array;
  /** Split: by how much it lowers twice the loss, to the second order. Leaf: 0. */
  readonly gain: Float64Array;
  /** Rows that the tree was grown on. */
  readonly cover: Uint32Array;
  /** ceil(codeCount / 32) words a categorical split. Bit b of word w says whether level 32 w + b goes left; unseen levels go right. */
  readonly setBits: Uint32Array;
}
