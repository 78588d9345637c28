import { checkClasses, checkQuantities } from './checks.ts';
import { metricOf } from './metric.ts';
import type { MetricName } from './metric.ts';
import { meanAbsoluteError, rootMeanSquaredError } from './regression-errors.ts';
import { sumOf } from './sums.ts';

/** What a model is worth that has learned nothing but how common each class is. */
export interface ClassBaseline {
  /** Index of the class that it always answers. */
  readonly answer: number;
  readonly accuracy: number;
  /** Of the classes' shares as probabilities, like the others below. */
  readonly logLoss: number;
  readonly brierScore: number;
  /** 0.5, or null where ROC-AUC is not defined. */
  readonly rocAuc: number | null;
}

/**
 * What a classifier has to be compared with, as scikit-learn's DummyClassifier(strategy="prior").
 *
 * @param truth length n, at least 1: class indices
 * @param counts rows of each class that a model was trained on; of equal ones the first counts
 * @throws {EvaluationInputError} for no rows, fewer than 2 classes or an index out of range
 */
export function classBaseline(truth: Int32Array, counts: readonly number[]): ClassBaseline {
  checkClasses('the truth', truth, counts.length);
  const answer = counts.indexOf(Math.max(...counts));
  const scores = priorScores(counts, truth.length);
  const of = (name: MetricName) => metricOf(name, truth, scores, counts.length);
  return {
    answer,
    accuracy: of('accuracy')!,
    logLoss: of('log_loss')!,
    brierScore: of('brier_score')!,
    rocAuc: of('roc_auc'),
  };
}

/**
 * The share of each class among the training rows, as the scores of every row.
 *
 * @param counts length K
 * @returns rowCount rows of K probabilities, row-major
 */
export function priorScores(counts: readonly number[], rowCount: number): Float64Array {
  const rows = sumOf(counts.length, (k) => counts[k]!);
  return Float64Array.from(
    { length: rowCount * counts.length },
    (_, i) => counts[i % counts.length]! / rows,
  );
}

/** The error of a model that has learned nothing but the mean. */
export interface QuantityBaseline {
  readonly answer: number;
  /** In the target's unit, as `mae`. */
  readonly rmse: number;
  readonly mae: number;
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
  return {
    answer: mean,
    rmse: rootMeanSquaredError(truth, answers),
    mae: meanAbsoluteError(truth, answers),
  };
}
