import { meanOf, sumOf } from './sums.ts';

/** The plain mean over classes: every class counts the same, however rare. Length at least 1. */
export function macroAverage(values: readonly number[]): number {
  return meanOf(values.length, (k) => values[k]!);
}

/**
 * The mean over classes in which a class counts as often as it occurs.
 *
 * @param support rows per class, same length as `values`, not all 0
 */
export function weightedAverage(values: readonly number[], support: readonly number[]): number {
  const rows = sumOf(support.length, (k) => support[k]!);
  return sumOf(values.length, (k) => values[k]! * support[k]!) / rows;
}
