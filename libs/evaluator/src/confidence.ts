import type { BinaryScores } from './binary-scores.ts';
import { checkClasses, checkScores } from './checks.ts';
import { predictedClasses } from './predicted-classes.ts';

/**
 * How confident a classifier is of the class that it chooses, and whether it is right: the largest score of each row
 * as the score, a right choice as positive. Its calibration curve covers all classes together.
 *
 * @param truth length n: class indices
 * @param scores n rows of classCount probabilities, row-major
 * @throws {EvaluationInputError} for wrong lengths, classes out of range or scores that are not finite
 */
export function confidences(
  truth: Int32Array,
  scores: Float64Array,
  classCount: number,
): BinaryScores {
  checkClasses('the truth', truth, classCount);
  checkScores(scores, truth.length, classCount);
  const chosen = predictedClasses(scores, classCount);
  return {
    isPositive: Uint8Array.from(chosen, (index, row) => (index === truth[row] ? 1 : 0)),
    scores: Float64Array.from(chosen, (index, row) => scores[row * classCount + index]!),
  };
}
