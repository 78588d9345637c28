import { checkClasses, checkQuantities } from './checks.ts';
import { rootMeanSquaredError } from './regression-errors.ts';

/** The accuracy of a model that has learned nothing but which class is the commonest. */
export interface ClassBaseline {
  /** Index of the class that it always answers. */
  readonly answer: number;
  readonly accuracy: number;
}

/**
 * What an accuracy has to be compared with, as scikit-learn's DummyClassifier(strategy="most_frequent").
 *
 * @param truth length n, at least 1: class indices
 * @param counts rows of each class that a model was trained on; of equal ones the first counts
 * @throws {EvaluationInputError} for no rows, fewer than 2 classes or an index out of range
 */
export function classBaseline(truth: Int32Array, counts: readonly number[]): ClassBaseline {
  checkClasses('the truth', truth, counts.length);
  const answer = counts.indexOf(Math.max(...counts));
  const right = truth.reduce((sum, one) => sum + Number(one === answer), 0);
  return { answer, accuracy: right / truth.length };
}

/** The error of a model that has learned nothing but the mean. */
export interface QuantityBaseline {
  readonly answer: number;
  /** In the target's unit. */
  readonly rmse: number;
}

/**
 * What an error has to be compared with, as scikit-learn's DummyRegressor(strategy="mean").
 *
 * @param truth length n, at least 1; finite and at most 1e140 on either side of 0
 * @param mean of the rows that a model was trained on; likewise
 * @throws {EvaluationInputError} for anything else
 */
export function quantityBaseline(truth: Float64Array, mean: number): QuantityBaseline {
  const answers = truth.map(() => mean);
  checkQuantities(truth, answers);
  return { answer: mean, rmse: rootMeanSquaredError(truth, answers) };
}
