import { count } from '@lambda-forest/text';

import { drawStatistics } from './bootstrap.ts';
import type { BootstrapOptions, Interval } from './bootstrap.ts';
import { EvaluationInputError } from './errors.ts';
import { quantile } from './quantile.ts';
import { meanOf } from './sums.ts';

/** How far two models' mean losses on the same rows lie apart. */
export interface PairedDifference {
  /** The second's minus the first's: below 0 if the second is better. */
  readonly difference: number;
  readonly interval: Interval;
  /**
   * Two-sided p-value: how often resampling gave a difference of the other sign, or none. Above 0, at most 1.
   * If it is small, the difference is hardly due to chance.
   */
  readonly pValue: number;
}

/**
 * Compares two models row by row, by a paired bootstrap: both are judged on the same drawn rows, so that rows
 * which are hard for both do not blur the difference.
 *
 * @param first length n, at least 1: a loss for each row, finite, lower is better
 * @param second length n: the other model's losses of the same rows
 * @param ofMeans increasing function applied to the mean losses before they are compared, such as the square root for RMSE;
 *   default: none
 * @throws {EvaluationInputError} for different lengths, and as `bootstrapIntervals` does
 */
export function pairedDifference(
  first: Float64Array,
  second: Float64Array,
  options: BootstrapOptions,
  ofMeans: (mean: number) => number = (mean) => mean,
): PairedDifference {
  if (first.length !== second.length) {
    throw new EvaluationInputError(
      `Found ${first.length} and ${count(second.length, 'loss', 'losses')}, expected those of the same rows.`,
    );
  }
  const rows = first.length;
  const mean = (losses: Float64Array) => ofMeans(meanOf(rows, (row) => losses[row]!));
  const [drawn] = drawStatistics(
    rows,
    (counts) => {
      let a = 0;
      let b = 0;
      for (let row = 0; row < rows; row++) {
        a += counts[row]! * first[row]!;
        b += counts[row]! * second[row]!;
      }
      return [ofMeans(b / rows) - ofMeans(a / rows)];
    },
    options,
  );
  const sorted = drawn!.sort();
  const level = options.level ?? 0.95;
  const tail = (1 - level) / 2;
  const notAbove = sorted.filter((value) => value <= 0).length;
  const notBelow = sorted.filter((value) => value >= 0).length;
  return {
    difference: mean(second) - mean(first),
    interval: { level, lower: quantile(sorted, tail), upper: quantile(sorted, 1 - tail) },
    pValue: Math.min(1, (2 * (Math.min(notAbove, notBelow) + 1)) / (sorted.length + 1)),
  };
}
