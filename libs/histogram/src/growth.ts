import type { BinnedTable } from './binned-table.ts';

/** The problem that all trees of one forest share. */
export interface GrowthProblem {
  readonly table: BinnedTable;
  readonly target: Target;
  /**
   * Length rowCount, positive and finite: the weight of each row (its own times that of its class).
   * Absent if all weights are 1, which is faster and exact.
   */
  readonly weights?: Float64Array | undefined;
  readonly limits: GrowthLimits;
}

export type Target =
  | {
      readonly kind: 'classification';
      /** 1 to 65,535. */
      readonly classCount: number;
      /** Length rowCount: 0 to classCount - 1. */
      readonly values: Int32Array;
    }
  | {
      readonly kind: 'regression';
      /** Length rowCount, finite. */
      readonly values: Float64Array;
    };

/** The impurity that a split lowers. */
type Criterion = 'gini' | 'entropy' | 'squared_error' | 'poisson';

export interface GrowthLimits {
  /** Splits between root and leaf; Infinity is unlimited. */
  readonly maxDepth: number;
  /** Samples, counted as often as the bag holds them; weights are ignored here. */
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  /** A split must lower impurity by this much, times the node's share of the root's weight. */
  readonly minImpurityDecrease: number;
  /** The most leaves; they are grown best-first. Infinity grows depth-first without a limit. */
  readonly maxLeafNodes: number;
  /** Features drawn for each split: 1 to all. */
  readonly featuresPerSplit: number;
  /**
   * How impurity is measured: for classes `gini` or `entropy`; for a quantity `poisson`, which only
   * the reference supports, or else the squared error.
   */
  readonly criterion: Criterion;
  /** `best` tries every threshold, `random` tries one drawn for each feature (extra-trees). */
  readonly splitter: 'best' | 'random';
  /** The most bins: nodes with a larger range of codes of a feature are searched in bins. 2 to 65,535. */
  readonly maxBins: number;
  /** Nodes of at most this many samples (distinct rows) are searched exactly, whatever maxBins is. */
  readonly exactSamples: number;
}

export const DEFAULT_GROWTH_LIMITS: GrowthLimits = {
  maxDepth: Infinity,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  minImpurityDecrease: 0,
  maxLeafNodes: Infinity,
  featuresPerSplit: 1,
  criterion: 'gini',
  splitter: 'best',
  maxBins: 255,
  exactSamples: 128,
};

/** The rows that one tree is grown on. */
export interface Bag {
  /** Length n of at least 1: distinct indices into the table, ascending. */
  readonly rows: Uint32Array;
  /** Length n: how often each row is in the bag, 1 to 65,535. */
  readonly counts: Uint16Array;
}

/** One tree in preorder, in terms of codes. The arrays have one entry a node unless they say otherwise. */
export interface GrownTree {
  /** The feature of a split, or LEAF. */
  readonly feature: Int32Array;
  /** MISSING_LEFT and CATEGORICAL bits of a split; 0 for a leaf. */
  readonly flags: Uint8Array;
  /** Numeric split: the largest code that goes left, among the node's samples. Categorical: the first word of its set in `setBits`. */
  readonly cut: Uint32Array;
  /** Numeric split: the smallest code that goes right; the missing code if nothing else does. Otherwise 0. */
  readonly above: Uint16Array;
  /** Split: its right child. Leaf: k below classCount is a leaf of class k alone, classCount + r answers with row r of `answers` (classCount is 0 in regression). */
  readonly next: Uint32Array;
  /** Rows of outputCount numbers, row-major. */
  readonly answers: Float64Array;
  /** Category sets: ceil(codeCount / 32) words each. Bit b of word w says whether level 32 w + b goes left. */
  readonly setBits: Uint32Array;
  /** Length featureCount: the sum over its splits of weight times decrease in impurity. */
  readonly importances: Float64Array;
}

/**
 * Grows trees of one problem. Both implementations grow the same trees, to the bit. A tree's arrays must be
 * copied before the next tree is grown.
 */
export interface TreeGrower {
  /** @param state four words that are not all 0: the initial state of the tree's random numbers (`treeSeed`) */
  grow(bag: Bag, state: Uint32Array): GrownTree;
}

/** Sums of squared counts stay exact below this many samples in a bag: (2^26)^2 is below 2^53. */
export const MAX_BAG_SAMPLES = 2 ** 26;
