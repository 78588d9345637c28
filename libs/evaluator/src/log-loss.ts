import { logLosses } from './row-losses.ts';
import { meanOf } from './sums.ts';

/**
 * The mean of -ln(p), where p is the probability given to the row's true class: 0 is perfect, at most 36.05.
 *
 * As in scikit-learn 1.9, p is clipped to [epsilon, 1 - epsilon] with float64's epsilon 2^-52, so that one
 * confident mistake stays finite, and rows are not rescaled to sum to 1.
 *
 * @param truth length n: class indices
 * @param scores n rows of classCount probabilities, row-major
 * @throws {EvaluationInputError} for wrong lengths, classes out of range or scores that are no probabilities
 */
export function logLoss(truth: Int32Array, scores: Float64Array, classCount: number): number {
  const losses = logLosses(truth, scores, classCount);
  return meanOf(losses.length, (row) => losses[row]!);
}
