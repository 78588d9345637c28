/** How far the mean of some losses lies above that of others of the same rows. */
export interface PairedLosses {
  readonly difference: number;
  /** Of the difference. */
  readonly standardError: number;
}

/**
 * The mean difference of two losses row by row, so that rows which are hard for both do not blur it.
 *
 * @param losses length n, at least 1, as `others`
 * @param weights length n; absent if all rows count the same
 */
export function comparePaired(
  losses: Float64Array,
  others: Float64Array,
  weights?: Float64Array,
): PairedLosses {
  const apart = losses.map((loss, row) => loss - others[row]!);
  const difference = weightedMean(apart, weights);
  let squares = 0;
  let total = 0;
  apart.forEach((one, row) => {
    const weight = weights?.[row] ?? 1;
    squares += (weight * (one - difference)) ** 2;
    total += weight;
  });
  return { difference, standardError: Math.sqrt(squares) / total };
}

export function weightedMean(numbers: Float64Array, weights?: Float64Array): number {
  let sum = 0;
  let total = 0;
  numbers.forEach((number, row) => {
    const weight = weights?.[row] ?? 1;
    sum += weight * number;
    total += weight;
  });
  return sum / total;
}
