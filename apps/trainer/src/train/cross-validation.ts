/**
 * How good forests of these options are on rows they have not seen, before the test rows are touched. After a
 * search it is the best trial's, and so a little too good.
 */
export interface CrossValidation {
  /** The metric of each fold; null where it is not defined. */
  readonly scores: readonly (number | null)[];
  /** null unless every fold has a score. */
  readonly mean: number | null;
  /** Population deviation, as numpy's `std`; null as the mean. */
  readonly standardDeviation: number | null;
}

/** @param found the metric of each fold */
export function crossValidationOf(found: readonly (number | null)[]): CrossValidation {
  const scores = found.filter((one) => one !== null);
  if (scores.length < found.length) return { scores: found, mean: null, standardDeviation: null };
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  const variance = scores.reduce((sum, one) => sum + (one - mean) ** 2, 0) / scores.length;
  return { scores, mean, standardDeviation: Math.sqrt(variance) };
}
