/**
 * The forest: trees as typed arrays, and nothing else. Training makes one, the serializer stores it,
 * inference walks it, importers produce it; none of them knows the others.
 *
 * Words used here:
 *   node     a split or a leaf, known by its index in the node arrays (0 to nodeCount - 1)
 *   split    a node that tests one feature and has two children
 *   leaf     a node that answers with a row of `values`
 *   tree     a contiguous range of nodes in preorder: a split, its whole left subtree, its right subtree
 *   score    one number that the trees' answers are combined into, before the link
 *   output   one number of a prediction: a class's share, or the regressed quantity
 *
 * Preorder is what makes the left child implicit: the left child of split `i` is always `i + 1`.
 *
 * The way of a sample at a numeric split: left if `value <= threshold`, both float64, else right. NaN
 * (missing) goes the way that MISSING_LEFT says, and at a split with ZERO_MISSING so does a number that is 0 or
 * nearly 0. Trainers that ask `value < t` store `largestBelow(t)`, which is exactly the same question.
 *
 * At a categorical split the value is a level's index; it goes left if its bit is set in the split's
 * category set. A number the set has no bit for (a level unseen in training, or no index at all) goes the way
 * of a missing value, or the other way with UNSEEN_APART; so do the bits of a set's last word that belong to no
 * level of training.
 *
 * From the leaves to a prediction: each tree adds what its leaf answers to the scores, in tree order; `mean`
 * divides each score by the number of trees that added to it; the link turns scores into outputs.
 */

/** `feature` of a leaf. */
export const LEAF = -1;

/** Bit of `flags`: a missing value goes to the left child. */
export const MISSING_LEFT = 1;

/** Bit of `flags`: the split tests membership in a category set instead of a threshold. */
export const CATEGORICAL = 2;

/** Bit of `flags`, of a categorical split: an unseen level goes the other way than a missing value. */
export const UNSEEN_APART = 4;

/** Bit of `flags`, of a numeric split: a number of at most LARGEST_ZERO, without its sign, is missing. */
export const ZERO_MISSING = 8;

export interface Forest {
  /** Columns of a row; every split's feature is below it. At least 1. */
  readonly featureCount: number;

  /** K: numbers in a prediction; the number of classes, or 1 for regression. At least 1. */
  readonly outputCount: number;

  /**
   * How the trees' answers are combined. `mean`: each score is the average of what was added to it, as in a
   * random forest. `sum`: it is `baseScore` and what was added to it, as in boosted trees.
   */
  readonly aggregation: 'mean' | 'sum';

  /** Length scoreCount: where the sums start. Length 0: at 0; always so for `mean`. */
  readonly baseScore: Float64Array;

  /**
   * Length T: the score that a tree adds to; a leaf then answers with one number. Length 0: a leaf answers with a
   * number for each score.
   */
  readonly treeOutput: Uint32Array;

  readonly link: Link;

  /** Whether a value is rounded to float32 before it is tested. */
  readonly roundsInputs: boolean;

  /** Whether a sum is rounded to float32 after each addition, and so is a mean. */
  readonly roundsScores: boolean;

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

  /** Length N. A split's MISSING_LEFT, CATEGORICAL, UNSEEN_APART and ZERO_MISSING bits. Leaf: 0. */
  readonly flags: Uint8Array;

  /**
   * V rows of W numbers, row-major: row r is values[r * W] to values[(r + 1) * W] (exclusive); W is `rowWidth`.
   * Leaves share equal rows. For a mean over classes a row is a distribution: not negative, summing to 1.
   */
  readonly values: Float64Array;

  /** Rows that answer with terms. Only where rows have one number, and neither inputs nor scores are rounded. */
  readonly linear?: LinearRows | undefined;

  /**
   * One for each leaf, in the order of the nodes: the weight of the training rows that reached it, positive or 0.
   * Length 0: unknown.
   */
  readonly cover: Float64Array;

  /** Length S + 1, ascending, in words: set s is categorySetBits[categorySetStart[s]] up to that of s + 1. */
  readonly categorySetStart: Uint32Array;

  /** Bit b (least significant first) of word w of a set says whether level 32 * w + b goes left. */
  readonly categorySetBits: Uint32Array;
}

/**
 * Rows of `values` that depend on the sample: such a row answers with the sum, in order, of its terms, each of which is
 * a coefficient times a feature's value. A value of at most LARGEST_ZERO, without its sign, counts as 0. Where the sum is
 * no number, because a value is missing, the row answers with its one of `values`.
 */
export interface LinearRows {
  /** Length V + 1, ascending from 0: row r has the terms start[r] to start[r + 1] (exclusive), or none. */
  readonly start: Uint32Array;
  /** Length P, at least 1: the feature of each term, or featureCount for the number 1. */
  readonly feature: Uint32Array;
  /** Length P, finite. */
  readonly coefficient: Float64Array;
}

/**
 * From scores to outputs. `factor` multiplies a score before it enters a logistic function; it is 1 for other links.
 *
 * - `identity`: the scores themselves
 * - `binary-logistic`: of the one score x, p = 1 / (1 + exp(-factor x)), as the two outputs 1 - p and p
 * - `logistic`: p of each score by itself
 * - `softmax`: exp(x) of each score, divided by their sum
 * - `exp`, `expm1`, `log1p-exp`: exp(x), exp(x) - 1, log(1 + exp(x)) of each score
 * - `signed-square`: x |x| of each score
 * - `negative-exp`: -exp(-x) of each score
 *
 * None falls where its score rises.
 */
export interface Link {
  readonly kind: (typeof LINK_KINDS)[number];
  /** Positive and finite. */
  readonly factor: number;
}

export const LINK_KINDS = [
  'identity',
  'binary-logistic',
  'logistic',
  'softmax',
  'exp',
  'expm1',
  'log1p-exp',
  'signed-square',
  'negative-exp',
] as const;

/** What a random forest has of the members that additive trees need. */
export const MEAN_OF_ROWS = {
  aggregation: 'mean',
  baseScore: new Float64Array(0),
  treeOutput: new Uint32Array(0),
  link: { kind: 'identity', factor: 1 },
  roundsInputs: false,
  roundsScores: false,
  cover: new Float64Array(0),
} as const satisfies Partial<Forest>;

/** LightGBM's kZeroThreshold, the float32 of 1e-35 (include/LightGBM/meta.h). */
export const LARGEST_ZERO = Math.fround(1e-35);

/** T. */
export function treeCount(forest: Forest): number {
  return forest.treeStart.length - 1;
}

/** N. */
export function nodeCount(forest: Forest): number {
  return forest.treeStart.at(-1)!;
}

/** Numbers that the trees' answers are combined into: 1 for `binary-logistic`, else as many as outputs. */
export function scoreCount({ link, outputCount }: Pick<Forest, 'link' | 'outputCount'>): number {
  return link.kind === 'binary-logistic' ? 1 : outputCount;
}

/** W: numbers in a row of `values`. */
export function rowWidth(forest: Pick<Forest, 'link' | 'outputCount' | 'treeOutput'>): number {
  return forest.treeOutput.length > 0 ? 1 : scoreCount(forest);
}

/** Whether the prediction is the plain average of the leaves' rows, as a random forest's is. */
export function isMeanOfRows({
  aggregation,
  treeOutput,
  link,
  roundsScores,
  linear,
}: Pick<Forest, 'aggregation' | 'treeOutput' | 'link' | 'roundsScores' | 'linear'>): boolean {
  return (
    aggregation === 'mean' &&
    treeOutput.length === 0 &&
    link.kind === 'identity' &&
    !roundsScores &&
    !linear
  );
}
