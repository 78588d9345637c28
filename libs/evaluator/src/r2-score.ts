import { checkQuantities } from './checks.ts';
import { meanOf, sumOf } from './sums.ts';

/**
 * R2: the share of the truth's spread that the predictions explain. 1 is perfect, 0 is as good as always
 * predicting the mean of the truth, and there is no lower bound.
 *
 * As scikit-learn's r2_score: a truth without spread gives 1 for perfect predictions and 0 for others. (That
 * it has no spread is decided exactly here; scikit-learn finds some in a column of equal numbers whose mean
 * rounds.)
 *
 * @param truth length n, at most 1e140 on either side of 0
 * @param predictions length n, likewise
 * @returns null for a single row, which has no spread to explain, and for a ratio beyond float64's range
 * @throws {EvaluationInputError} for no rows, different lengths or numbers out of those bounds
 */
export function r2Score(truth: Float64Array, predictions: Float64Array): number | null {
  checkQuantities(truth, predictions);
  const rowCount = truth.length;
  if (rowCount < 2) return null;
  // Measured from the first row, equal numbers are exactly 0 and so is their spread.
  const origin = truth[0]!;
  const mean = meanOf(rowCount, (row) => truth[row]! - origin);
  const spread = sumOf(rowCount, (row) => (truth[row]! - origin - mean) ** 2);
  const unexplained = sumOf(rowCount, (row) => (truth[row]! - predictions[row]!) ** 2);
  if (spread === 0) return unexplained === 0 ? 1 : 0;
  const score = 1 - unexplained / spread;
  return Number.isFinite(score) ? score : null;
}
