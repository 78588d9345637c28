import { checkClasses, checkProbabilities } from './checks.ts';

/**
 * Each row's part of the log-loss: -ln of the probability given to its true class, clipped as in `logLoss`.
 *
 * @param truth length n: class indices
 * @param scores n rows of classCount probabilities, row-major
 * @returns length n
 * @throws {EvaluationInputError} for wrong lengths, classes out of range or scores that are no probabilities
 */
export function logLosses(
  truth: Int32Array,
  scores: Float64Array,
  classCount: number,
): Float64Array {
  checkClasses('the truth', truth, classCount);
  checkProbabilities(scores, truth.length, classCount);
  return Float64Array.from(truth, (index, row) => {
    const probability = scores[row * classCount + index]!;
    return -Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON));
  });
}

/** Each row's part of the Brier score, scaled as in `brierScore`. Parameters and errors are those of `logLosses`. */
export function brierLosses(
  truth: Int32Array,
  scores: Float64Array,
  classCount: number,
): Float64Array {
  checkClasses('the truth', truth, classCount);
  checkProbabilities(scores, truth.length, classCount);
  return Float64Array.from(truth, (index, row) => {
    let squares = 0;
    for (let k = 0; k < classCount; k++) {
      const error = scores[row * classCount + k]! - (index === k ? 1 : 0);
      squares += error * error;
    }
    return classCount === 2 ? squares / 2 : squares;
  });
}
