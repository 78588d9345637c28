import { EvaluationInputError } from './errors.ts';

/**
 * Larger truths and predictions of a regression are refused: the squares of their differences, added up,
 * would leave float64's range.
 */
const MAX_MAGNITUDE = 1e140;

/** @throws {EvaluationInputError} for fewer than 2 classes */
export function checkClassCount(classCount: number): void {
  refuseIf(
    !Number.isInteger(classCount) || classCount < 2,
    () => `Found ${classCount} classes, expected a whole number from 2.`,
  );
}

/**
 * @param classes length n: class indices
 * @throws {EvaluationInputError} for no rows, fewer than 2 classes or an index out of range
 */
export function checkClasses(what: string, classes: Int32Array, classCount: number): void {
  checkClassCount(classCount);
  refuseIf(classes.length === 0, () => `Found no rows in ${what}, expected at least one.`);
  const bad = classes.findIndex((index) => index < 0 || index >= classCount);
  refuseIf(
    bad !== -1,
    () => `Found class ${classes[bad]!} in row ${bad} of ${what}, expected 0 to ${classCount - 1}.`,
  );
}

/**
 * @param scores n rows of classCount numbers, row-major
 * @throws {EvaluationInputError} for another length or a number that is not finite
 */
export function checkScores(scores: Float64Array, rowCount: number, classCount: number): void {
  checkLength('scores', scores, rowCount * classCount, `${rowCount} rows of ${classCount} classes`);
  const bad = scores.findIndex((score) => !Number.isFinite(score));
  refuseIf(
    bad !== -1,
    () => `Found score ${scores[bad]!} in row ${Math.floor(bad / classCount)}, expected a number.`,
  );
}

/**
 * Rows need not sum to 1: a model of one classifier for each class, as LightGBM's multiclassova, answers with what each
 * says, and its metrics are of these numbers as they are.
 *
 * @throws {EvaluationInputError} as `checkScores`, and for scores that are no probabilities
 */
export function checkProbabilities(
  scores: Float64Array,
  rowCount: number,
  classCount: number,
): void {
  checkScores(scores, rowCount, classCount);
  const bad = scores.findIndex((score) => score < 0 || score > 1);
  refuseIf(
    bad !== -1,
    () =>
      `Found score ${scores[bad]!} in row ${Math.floor(bad / classCount)}, expected a probability from 0 to 1.`,
  );
}

/**
 * @param truth length n
 * @param predictions length n
 * @throws {EvaluationInputError} for no rows, different lengths, or a number that is not finite or is beyond
 *   1e140 on either side of 0
 */
export function checkQuantities(truth: Float64Array, predictions: Float64Array): void {
  refuseIf(truth.length === 0, () => 'Found no rows in the truth, expected at least one.');
  checkLength('predictions', predictions, truth.length, 'the rows of the truth');
  checkMagnitudes('the truth', truth);
  checkMagnitudes('the predictions', predictions);
}

/** @throws {EvaluationInputError} unless `found` has `expected` entries */
export function checkLength(
  what: string,
  found: { readonly length: number },
  expected: number,
  reason: string,
): void {
  refuseIf(
    found.length !== expected,
    () => `Found ${found.length} ${what}, expected ${expected} for ${reason}.`,
  );
}

function checkMagnitudes(what: string, values: Float64Array): void {
  // Written so that NaN, which compares as false, is refused too.
  const bad = values.findIndex((value) => !(Math.abs(value) <= MAX_MAGNITUDE));
  refuseIf(
    bad !== -1,
    () =>
      `Found ${values[bad]!} in row ${bad} of ${what}, expected a number between -${MAX_MAGNITUDE} and ${MAX_MAGNITUDE}.`,
  );
}

function refuseIf(condition: boolean, problem: () => string): void {
  if (condition) throw new EvaluationInputError(problem());
}
