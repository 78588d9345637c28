import { checkClassCount, checkScores } from './checks.ts';

/**
 * The class that each row of scores chooses: the largest score, the first of equals (as numpy's argmax).
 *
 * @param scores n rows of classCount numbers, row-major
 * @returns length n: class indices
 * @throws {EvaluationInputError} for fewer than 2 classes, a length that is not a whole number of rows, or a score
 *   that is not finite
 */
export function predictedClasses(scores: Float64Array, classCount: number): Int32Array {
  checkClassCount(classCount);
  const rowCount = Math.floor(scores.length / classCount);
  checkScores(scores, rowCount, classCount);
  const predicted = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const start = row * classCount;
    let best = 0;
    for (let k = 1; k < classCount; k++) {
      if (scores[start + k]! > scores[start + best]!) best = k;
    }
    predicted[row] = best;
  }
  return predicted;
}
