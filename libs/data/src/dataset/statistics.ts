/** Of a float64. The logarithm of the numbers just below the next power of two is rounded up to it. */
const MAX_EXPONENT = 1023;

/** What a column's present values are like. */
export interface NumericStatistics {
  /** Smallest and largest; NaN if there is no value. */
  readonly minimum: number;
  readonly maximum: number;
  /** NaN if there is no value; never outside minimum and maximum. */
  readonly mean: number;
  /** Population deviation; NaN if there is no value, exactly 0 if all are equal. */
  readonly standardDeviation: number;
  /** How many rows have no value (NaN). */
  readonly missing: number;
}

/**
 * Statistics of some rows, in two passes. Deviations are taken from a first mean and their own mean corrects
 * it and the variance, so that neither a far origin nor many rows lose digits (the corrected two-pass
 * algorithm: Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983).
 *
 * @param values finite, or NaN where missing
 * @param rows indices into `values`
 */
export function describeNumbers(values: Float64Array, rows: Uint32Array): NumericStatistics {
  let minimum = Infinity;
  let maximum = -Infinity;
  let missing = 0;
  for (const row of rows) {
    const value = values[row]!;
    if (Number.isNaN(value)) missing++;
    else {
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
    }
  }
  const n = rows.length - missing;
  if (n === 0) return { minimum: NaN, maximum: NaN, mean: NaN, standardDeviation: NaN, missing };
  if (minimum === maximum) {
    return { minimum, maximum, mean: minimum, standardDeviation: 0, missing };
  }

  // In units of a power of two, which division by it keeps exact, no sum or square can overflow or vanish.
  const largest = Math.max(Math.abs(minimum), Math.abs(maximum));
  const unit = 2 ** Math.min(MAX_EXPONENT, Math.floor(Math.log2(largest)));
  let sum = 0;
  for (const row of rows) {
    const value = values[row]!;
    if (!Number.isNaN(value)) sum += value / unit;
  }
  const roughMean = sum / n;
  let deviations = 0;
  let squares = 0;
  for (const row of rows) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const deviation = value / unit - roughMean;
    deviations += deviation;
    squares += deviation * deviation;
  }
  const correction = deviations / n;
  const mean = (roughMean + correction) * unit;
  const variance = Math.max(0, squares / n - correction * correction);
  return {
    minimum,
    maximum,
    mean: Math.min(maximum, Math.max(minimum, mean)),
    standardDeviation: Math.sqrt(variance) * unit,
    missing,
  };
}
