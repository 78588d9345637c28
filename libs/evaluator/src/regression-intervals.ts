import { bootstrapIntervals } from './bootstrap.ts';
import type { BootstrapOptions, Interval } from './bootstrap.ts';
import { checkQuantities } from './checks.ts';

/** Intervals of a regressor's metrics on other rows of the same kind; null if too few resamples define the metric. */
export interface RegressionIntervals {
  readonly mae: Interval | null;
  readonly rmse: Interval | null;
  readonly r2: Interval | null;
  readonly mape: Interval | null;
}

/**
 * Bootstrap intervals of a regressor's metrics.
 *
 * @param truth length n, at least 1; finite and at most 1e140 on either side of 0
 * @param predictions length n, likewise
 * @throws {EvaluationInputError} for anything else, and as `bootstrapIntervals` does
 */
export function regressionIntervals(
  truth: Float64Array,
  predictions: Float64Array,
  options: BootstrapOptions,
): RegressionIntervals {
  checkQuantities(truth, predictions);
  const [mae, rmse, r2, mape] = bootstrapIntervals(
    truth.length,
    (counts) => {
      let absolute = 0;
      let squared = 0;
      let relative = 0;
      let sum = 0;
      const origin = truth[0]!; // measured from one of the values, so that a large offset costs no digits
      for (let row = 0; row < counts.length; row++) {
        const count = counts[row]!;
        const error = predictions[row]! - truth[row]!;
        absolute += count * Math.abs(error);
        squared += count * error * error;
        relative += (count * Math.abs(error)) / Math.max(Math.abs(truth[row]!), Number.EPSILON);
        sum += count * (truth[row]! - origin);
      }
      const mean = sum / counts.length;
      let spread = 0;
      for (let row = 0; row < counts.length; row++) {
        spread += counts[row]! * (truth[row]! - origin - mean) ** 2;
      }
      const score = spread > 0 ? 1 - squared / spread : NaN;
      return [
        absolute / counts.length,
        Math.sqrt(squared / counts.length),
        score,
        relative / counts.length,
      ];
    },
    options,
  );
  return { mae: mae ?? null, rmse: rmse ?? null, r2: r2 ?? null, mape: mape ?? null };
}
