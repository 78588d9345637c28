import { quantile } from '@lambda-forest/evaluator';

/** Quantiles of repeated measurements of the same thing. */
export interface Spread {
  readonly minimum: number;
  /** The 5th percentile: the time that it takes when nothing interferes. */
  readonly undisturbed: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly maximum: number;
}

/** @throws {RangeError} for no numbers */
export function spread(numbers: readonly number[]): Spread {
  requireAtLeast(1, numbers);
  const sorted = Float64Array.from(numbers).sort();
  return {
    minimum: quantile(sorted, 0),
    undisturbed: quantile(sorted, 0.05),
    lowerQuartile: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upperQuartile: quantile(sorted, 0.75),
    maximum: quantile(sorted, 1),
  };
}

/** @throws {RangeError} for no numbers */
export function mean(numbers: readonly number[]): number {
  requireAtLeast(1, numbers);
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/**
 * The standard error of the mean: the standard deviation (divided by n - 1) over the root of n.
 *
 * @throws {RangeError} for fewer than two numbers
 */
export function standardError(numbers: readonly number[]): number {
  requireAtLeast(2, numbers);
  const center = mean(numbers);
  const squares = numbers.reduce((sum, number) => sum + (number - center) ** 2, 0);
  return Math.sqrt(squares / (numbers.length - 1) / numbers.length);
}

function requireAtLeast(count: number, numbers: readonly number[]): void {
  if (numbers.length >= count) return;
  throw new RangeError(`Found ${numbers.length} numbers, expected at least ${count}.`);
}
