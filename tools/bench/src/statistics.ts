import { quantile } from '@lambda-forest/evaluator';

/** The median of some numbers and their range. */
export interface Summary {
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** @throws {RangeError} for no numbers */
export function summarize(numbers: readonly number[]): Summary {
  requireSome(numbers);
  const sorted = Float64Array.from(numbers).sort();
  return { median: quantile(sorted, 0.5), minimum: sorted[0]!, maximum: sorted.at(-1)! };
}

/** @throws {RangeError} for no numbers */
export function mean(numbers: readonly number[]): number {
  requireSome(numbers);
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/**
 * The standard error of the mean: the standard deviation (divided by n - 1) over the root of n.
 *
 * @throws {RangeError} for fewer than two numbers
 */
export function standardError(numbers: readonly number[]): number {
  if (numbers.length < 2) {
    throw new RangeError(`Found ${numbers.length} numbers, expected at least two.`);
  }
  const center = mean(numbers);
  const squares = numbers.reduce((sum, number) => sum + (number - center) ** 2, 0);
  return Math.sqrt(squares / (numbers.length - 1) / numbers.length);
}

function requireSome(numbers: readonly number[]): void {
  if (numbers.length === 0) throw new RangeError('Found no numbers, expected at least one.');
}
