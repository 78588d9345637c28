import {
  CATEGORICAL,
  LARGEST_ZERO,
  LEAF,
  MISSING_LEFT,
  rowWidth,
  UNSEEN_APART,
  ZERO_MISSING,
} from './forest.ts';
import type { Forest } from './forest.ts';
import { requireLength, rowCount } from './lengths.ts';
import { answerOfRow } from './linear-rows.ts';
import { scoringOf } from './scores.ts';

/**
 * The leaf that `row` reaches, starting from the node `root`.
 *
 * @param row one number per feature (NaN is missing, a categorical feature holds its level's index)
 * @returns the leaf's node index
 */
export function findLeaf(forest: Forest, root: number, row: Float64Array): number {
  const { feature, next, roundsInputs } = forest;
  let node = root;
  for (let tested = feature[node]!; tested !== LEAF; tested = feature[node]!) {
    const value = roundsInputs ? Math.fround(row[tested]!) : row[tested]!;
    node = goesLeft(forest, node, value) ? node + 1 : next[node]!;
  }
  return node;
}

/**
 * The forest's answer for one row: the trees' answers added up in tree order, and what the forest makes of the sums.
 *
 * @param row length featureCount, float64; NaN is missing
 * @param out length outputCount; receives the answer and is returned
 * @throws {RangeError} if `row` has another length
 */
export function predictRow(
  forest: Forest,
  row: Float64Array,
  out: Float64Array = new Float64Array(forest.outputCount),
): Float64Array {
  requireLength('row', row.length, forest.featureCount);
  requireLength('out', out.length, forest.outputCount);
  plainPredictor(forest)(row, out, 0);
  return out;
}

/**
 * The forest's answers for many rows; each equals `predictRow` of that row to the bit.
 *
 * @param rows n rows of featureCount numbers, row-major
 * @returns n rows of outputCount numbers, row-major
 * @throws {RangeError} if `rows` is not a whole number of rows
 */
export function predictBatch(forest: Forest, rows: Float64Array): Float64Array {
  const features = forest.featureCount;
  const outputs = forest.outputCount;
  const count = rowCount(rows.length, features);
  const answers = new Float64Array(count * outputs);
  const predict = plainPredictor(forest);
  for (let i = 0; i < count; i++) {
    predict(rows.subarray(i * features, (i + 1) * features), answers, i * outputs);
  }
  return answers;
}

/**
 * Answers a row into `out` from `to` on. Lengths are not checked.
 *
 * @param rowOf the row of `values` that a sample gets from a tree. Default: by the plain walk
 */
export function plainPredictor(
  forest: Forest,
  rowOf = (tree: number, row: Float64Array) => rowOfTree(forest, tree, row),
): (row: Float64Array, out: Float64Array, to: number) => void {
  const { treeStart, treeOutput, values, linear } = forest;
  const width = rowWidth(forest);
  const scoring = scoringOf(forest);
  const sums = scoring.room(1);
  return (row, out, to) => {
    scoring.start(sums, 1);
    for (let tree = 0; tree < treeStart.length - 1; tree++) {
      const leaf = rowOf(tree, row);
      const score = treeOutput[tree] ?? 0;
      if (linear !== undefined) sums[score]! += answerOfRow(forest, leaf, row);
      else for (let k = 0; k < width; k++) sums[score + k]! += values[leaf * width + k]!;
    }
    scoring.finish(sums, 0, out, to);
  };
}

/** What a tree that answers one number answers a row, by the plain walk. */
export function answerOfTree(forest: Forest, tree: number, row: Float64Array): number {
  return answerOfRow(forest, rowOfTree(forest, tree, row), row);
}

function rowOfTree(forest: Forest, tree: number, row: Float64Array): number {
  return forest.next[findLeaf(forest, forest.treeStart[tree]!, row)]!;
}

/** The index of the largest number; the first of equals, and 0 for an empty array. */
export function argMax(numbers: Float64Array): number {
  let best = 0;
  for (let i = 1; i < numbers.length; i++) {
    if (numbers[i]! > numbers[best]!) best = i;
  }
  return best;
}

function goesLeft(forest: Forest, node: number, value: number): boolean {
  const flag = forest.flags[node]!;
  const threshold = forest.threshold[node]!;
  const missingLeft = (flag & MISSING_LEFT) !== 0;
  if ((flag & CATEGORICAL) !== 0) {
    const unseenLeft = missingLeft !== ((flag & UNSEEN_APART) !== 0);
    return Number.isNaN(value) ? missingLeft : (isInSet(forest, threshold, value) ?? unseenLeft);
  }
  const isZero = (flag & ZERO_MISSING) !== 0 && Math.abs(value) <= LARGEST_ZERO;
  return Number.isNaN(value) || isZero ? missingLeft : value <= threshold;
}

/** Undefined for a level that the set has no bit for. */
function isInSet(forest: Forest, set: number, value: number): boolean | undefined {
  const { categorySetStart, categorySetBits } = forest;
  const start = categorySetStart[set]!;
  const levels = (categorySetStart[set + 1]! - start) * 32;
  const level = value >>> 0; // differs from value unless that is an index
  if (level !== value || level >= levels) return undefined;
  return ((categorySetBits[start + (level >>> 5)]! >>> (level & 31)) & 1) === 1;
}
