import { LARGEST_ZERO } from './forest.ts';
import type { Forest } from './forest.ts';

/** Sums of terms are kept below it, so that those of many trees are finite. */
export const LARGEST_LINEAR = 1e300;

/**
 * What a leaf with a row of one number answers a sample: the number, or if the row has terms, their sum, as LightGBM's
 * linear trees do (Tree::Predict in its include/LightGBM/tree.h). Its magnitude is at most LARGEST_LINEAR.
 */
export function answerOfRow(
  { values, linear }: Pick<Forest, 'values' | 'linear'>,
  row: number,
  sample: Float64Array,
): number {
  const plain = values[row]!;
  if (linear === undefined) return plain;
  const { start, feature, coefficient } = linear;
  const end = start[row + 1]!;
  let term = start[row]!;
  let sum = term < end ? -0 : NaN; // a number added to -0 stays what it is
  for (; term < end; term++) {
    const value = sample[feature[term]!] ?? 1;
    sum += coefficient[term]! * (Math.abs(value) <= LARGEST_ZERO ? 0 : value);
  }
  return Number.isNaN(sum) ? plain : within(LARGEST_LINEAR, sum);
}

/** The number, or the end of -most to `most` that it is beyond. */
export function within(most: number, number: number): number {
  return Math.max(-most, Math.min(most, number));
}
