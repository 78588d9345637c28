import { CATEGORICAL, LEAF, MISSING_LEFT } from './forest.ts';
import type { Forest } from './forest.ts';
import { requireLength, rowCount } from './lengths.ts';

/**
 * The leaf that `row` reaches, starting from the node `root`.
 *
 * @param row one number per feature (NaN is missing, a categorical feature holds its level's index)
 * @returns the leaf's node index
 */
export function findLeaf(forest: Forest, root: number, row: Float64Array): number {
  const { feature, threshold, next, flags } = forest;
  let node = root;
  for (let tested = feature[node]!; tested !== LEAF; tested = feature[node]!) {
    const value = row[tested]!;
    const flag = flags[node]!;
    const left =
      value <= threshold[node]! && (flag & CATEGORICAL) === 0
        ? true
        : goesLeftOtherwise(forest, node, flag, value);
    node = left ? node + 1 : next[node]!;
  }
  return node;
}

/**
 * The forest's answer for one row: the mean of the trees' answers, added up in tree order.
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
  const { treeStart, next, values } = forest;
  const outputs = forest.outputCount;
  const trees = treeStart.length - 1;
  out.fill(0);
  for (let tree = 0; tree < trees; tree++) {
    const at = next[findLeaf(forest, treeStart[tree]!, row)]! * outputs;
    for (let k = 0; k < outputs; k++) out[k]! += values[at + k]!;
  }
  for (let k = 0; k < outputs; k++) out[k]! /= trees;
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
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(i * features, (i + 1) * features);
    predictRow(forest, row, answers.subarray(i * outputs, (i + 1) * outputs));
  }
  return answers;
}

/** The index of the largest number; the first of equals, and 0 for an empty array. */
export function argMax(numbers: Float64Array): number {
  let best = 0;
  for (let i = 1; i < numbers.length; i++) {
    if (numbers[i]! > numbers[best]!) best = i;
  }
  return best;
}

/** Everything but "a number that is at most the threshold": larger, missing, or a level. */
function goesLeftOtherwise(forest: Forest, node: number, flag: number, value: number): boolean {
  if ((flag & CATEGORICAL) !== 0) {
    const { categorySetStart, categorySetBits, threshold } = forest;
    const set = threshold[node]!;
    const start = categorySetStart[set]!;
    const levels = (categorySetStart[set + 1]! - start) * 32;
    const level = value >>> 0; // differs from value unless that is an index
    if (level === value && level < levels) {
      return ((categorySetBits[start + (level >>> 5)]! >>> (level & 31)) & 1) === 1;
    }
  } else if (!Number.isNaN(value)) {
    return false;
  }
  return (flag & MISSING_LEFT) !== 0;
}
