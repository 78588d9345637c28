import type { Dataset } from '@lambda-forest/data';
import { evaluateClassification, evaluateRegression } from '@lambda-forest/evaluator';
import type { ClassificationMetrics, RegressionMetrics } from '@lambda-forest/evaluator';

export type Metrics = ClassificationMetrics | RegressionMetrics;

/**
 * What a forest's scores for some rows are worth.
 *
 * @param rows m indices into the dataset
 * @param scores m rows of outputCount numbers, row-major
 */
export function evaluate(dataset: Dataset, rows: Uint32Array, scores: Float64Array): Metrics {
  if (dataset.task === 'classification') {
    const truth = Int32Array.from(rows, (row) => dataset.target[row]!);
    return evaluateClassification(truth, scores, dataset.schema.target.classes);
  }
  const truth = Float64Array.from(rows, (row) => dataset.target[row]!);
  const metrics = evaluateRegression(truth, scores);
  // Equal truths have no spread to explain: the 0 or 1 that scikit-learn puts there would count as a measurement.
  const hasSpread = truth.some((value) => value !== truth[0]);
  return hasSpread ? metrics : { ...metrics, r2: null };
}

/**
 * The one number that folds are compared by, as scikit-learn's `score` does: accuracy, or R2.
 *
 * @returns null where R2 is not defined: for a single row, or equal true values
 */
export function score(metrics: Metrics): number | null {
  return metrics.task === 'classification' ? metrics.accuracy : metrics.r2;
}

/** What that number is called. */
export function scoreName(task: Metrics['task']): string {
  return task === 'classification' ? 'accuracy' : 'R2';
}
