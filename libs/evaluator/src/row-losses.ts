import { checkClasses, checkProbabilities } from './checks.ts';

/**
 * What each row adds to the log-loss: -ln of the probability given to its true class, clipped as `logLoss` says.
 *
 * @param truth length n: class indices
 * @param scores n rows of classCount probabilities, row-major, each row summing to 1 within 1e-5
 * @returns length n
 * @throws {EvaluationInputError} for wrong lengths, classes out of range or rows that are no distribution
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

/** What each row adds to the Brier score, scaled as `brierScore` says. Takes and throws what `logLosses` does. */
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
