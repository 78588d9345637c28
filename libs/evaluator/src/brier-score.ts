import { brierLosses } from './row-losses.ts';
import { meanOf } from './sums.ts';

/**
 * The mean squared distance between a row's probabilities and its true class (1 there, 0 elsewhere): 0 is
 * perfect.
 *
 * As scikit-learn's brier_score_loss with `scale_by_half="auto"`: with three classes or more the squares of
 * all classes are added up (Brier's own definition, 0 to 2); with two they are also halved, which makes it the
 * squared error of the second class alone (0 to 1).
 *
 * @param truth length n: class indices
 * @param scores n rows of classCount probabilities, row-major
 * @throws {EvaluationInputError} for wrong lengths, classes out of range or scores that are no probabilities
 */
export function brierScore(truth: Int32Array, scores: Float64Array, classCount: number): number {
  const losses = brierLosses(truth, scores, classCount);
  return meanOf(losses.length, (row) => losses[row]!);
}
