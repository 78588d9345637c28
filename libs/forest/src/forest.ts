/**
 * The forest: trees as typed arrays, and nothing else. Training makes one, the serializer stores it,
 * inference walks it, importers produce it; none of them knows the others.
 *
 * Words used here:
 *   node     a split or a leaf, known by its index in the node arrays (0 to nodeCount - 1)
 *   split    a node that tests one feature and has two children
 *   leaf     a node that answers with a row of `values`
 *   tree     a contiguous range of nodes in preorder: a split, its whole left subtree, its right subtree
 *   output   one number of a prediction: a class's share, or the regressed quantity
 *
 * Preorder is what makes the left child implicit: the left child of split `i` is always `i + 1`.
 *
 * The way of a sample at a numeric split: left if `value <= threshold`, both float64, else right. NaN
 * (missing) goes the way that MISSING_LEFT says. Trainers that ask `value < t` store `largestBelow(t)`, which is
 * exactly the same question.
 *
 * At a categorical split the value is a level's index; it goes left if its bit is set in the split's
 * category set. A number the set has no bit for (a level unseen in training, or no index at all) goes the way
 * of a missing value; so do the bits of a set's last word that belong to no level of training.
 */
export interface Forest {
  /** Columns of a row; every split's feature is below it. At least 1. */
  readonly featureCount: number;

  /** K: numbers in a prediction; the number of classes, or 1 for regression. At least 1. */
  readonly outputCount: number;

  /**
   * How the trees' answers are combined. `mean`: their average, added up in tree order. (Boosted trees will add
   * `sum`, with a base score and a link; nothing else about the value changes for them.)
   */
  readonly aggregation: 'mean';

  /** Length T + 1, ascending. Tree t is nodes treeStart[t] (its root, inclusive) to treeStart[t + 1] (exclusive). */
  readonly treeStart: Uint32Array;

  /** Length N (all nodes of all trees). The feature that a split tests, or LEAF. */
  readonly feature: Int32Array;

  /**
   * Length N. Numeric split: the largest value that goes left; never NaN. Categorical split: the index of
   * its category set, as an integer. Leaf: 0.
   */
  readonly threshold: Float64Array;

  /** Length N. Split: the index of its right child. Leaf: the row of `values` that it answers with. */
  readonly next: Uint32Array;

  /** Length N. A split's MISSING_LEFT and CATEGORICAL bits. Leaf: 0. */
  readonly flags: Uint8Array;

  /**
   * V rows of K numbers, row-major: row r is values[r * K] to values[(r + 1) * K] (exclusive). Leaves share
   * equal rows. For classification a row is a distribution: not negative, summing to 1.
   */
  readonly values: Float64Array;

  /** Length S + 1, ascending, in words: set s is categorySetBits[categorySetStart[s]] up to that of s + 1. */
  readonly categorySetStart: Uint32Array;

  /** Bit b (least significant first) of word w of a set says whether level 32 * w + b goes left. */
  readonly categorySetBits: Uint32Array;
}

/** `feature` of a leaf. */
export const LEAF = -1;

/** Bit of `flags`: a missing value goes to the left child. */
export const MISSING_LEFT = 1;

/** Bit of `flags`: the split tests membership in a category set instead of a threshold. */
export const CATEGORICAL = 2;

/** T. */
export function treeCount(forest: Forest): number {
  return forest.treeStart.length - 1;
}

/** N. */
export function nodeCount(forest: Forest): number {
  return forest.feature.length;
}
