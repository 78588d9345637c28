import { checkQuantities } from './checks.ts';
import { meanOf } from './sums.ts';

/*
 * All three take truth and predictions of length n, finite and at most 1e140 on either side of 0; they throw
 * EvaluationInputError otherwise. 0 is perfect.
 */

/** MAE: the mean distance from the truth, in the target's unit. */
export function meanAbsoluteError(truth: Float64Array, predictions: Float64Array): number {
  checkQuantities(truth, predictions);
  return meanOf(truth.length, (row) => Math.abs(predictions[row]! - truth[row]!));
}

/** RMSE: the root of the mean squared distance, in the target's unit; large errors count more than in MAE. */
export function rootMeanSquaredError(truth: Float64Array, predictions: Float64Array): number {
  checkQuantities(truth, predictions);
  return Math.sqrt(meanOf(truth.length, (row) => (predictions[row]! - truth[row]!) ** 2));
}

/**
 * MAPE: the mean distance as a share of the truth's size; 0.1 is 10 percent, and it has no upper bound.
 *
 * If the truth is 0, float64's epsilon 2^-52 stands in for its size, as in scikit-learn: one such row makes
 * the whole number huge. Prefer MAE for targets that can be 0.
 */
export function meanAbsolutePercentageError(
  truth: Float64Array,
  predictions: Float64Array,
): number {
  checkQuantities(truth, predictions);
  return meanOf(truth.length, (row) => {
    const size = Math.max(Math.abs(truth[row]!), Number.EPSILON);
    return Math.abs(predictions[row]! - truth[row]!) / size;
  });
}
