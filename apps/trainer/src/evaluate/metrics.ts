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
  return evaluateRegression(truth, scores);
}

/** The one number that folds are compared by, as scikit-learn's `score` does: accuracy, or R2. */
export function score(metrics: Metrics): number {
  return metrics.task === 'classification' ? metrics.accuracy : (metrics.r2 ?? 0);
}

/** What that number is called. */
export function scoreName(task: Metrics['task']): string {
  return task === 'classification' ? 'accuracy' : 'R2';
}
