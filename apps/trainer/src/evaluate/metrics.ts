import { UsageError } from '@lambda-forest/cli';
import type { Dataset } from '@lambda-forest/data';
import {
  evaluateClassification,
  evaluateRegression,
  isImbalanced,
  METRIC_NAMES,
  METRICS,
  metricOf,
} from '@lambda-forest/evaluator';
import type {
  ClassificationMetrics,
  MetricName,
  RegressionMetrics,
} from '@lambda-forest/evaluator';
import { outputCount } from '@lambda-forest/schema';
import type { Schema, Task } from '@lambda-forest/schema';
import type { Model } from '@lambda-forest/serializer';

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
  return hasSpread(truth) ? metrics : { ...metrics, r2: null };
}

/**
 * One of those metrics, or another one: what folds, trials and shuffled columns are compared by.
 *
 * @returns null where it is not defined: R2 for a single row, or equal true values
 */
export function measure(
  metric: MetricName,
  dataset: Dataset,
  rows: Uint32Array,
  scores: Float64Array,
): number | null {
  const truth = Float64Array.from(rows, (row) => dataset.target[row]!);
  if (metric === 'r2' && !hasSpread(truth)) return null;
  return metricOf(metric, truth, scores, outputCount(dataset.schema));
}

/** Equal truths have no spread to explain: the 0 or 1 that scikit-learn puts there would count as a measurement. */
function hasSpread(truth: Float64Array): boolean {
  return truth.some((value) => value !== truth[0]);
}

/** What scikit-learn's `score` is. */
export function usualMetric(task: Task): MetricName {
  return task === 'classification' ? 'accuracy' : 'r2';
}

/** The metric that leads: log-loss where a class is rare, otherwise the usual one. */
export function leadingMetric({ task, target }: Schema): MetricName {
  return 'counts' in target && isImbalanced(target.counts) ? 'log_loss' : usualMetric(task);
}

/** The metric that a saved model was trained by, where it names one of its task. */
export function metricOfModel({
  schema,
  provenance,
}: Pick<Model, 'schema' | 'provenance'>): MetricName {
  const { metric } = provenance.options;
  const known = METRIC_NAMES.find((name) => name === metric && METRICS[name].task === schema.task);
  return known ?? leadingMetric(schema);
}

/** Whether the first of two values is better. */
export function isBetter(metric: MetricName, first: number, second: number): boolean {
  return METRICS[metric].isHigherBetter ? first > second : first < second;
}

/** @throws {UsageError} for a metric of classes where a quantity is predicted, or the other way round */
export function requireMetricOf({ task, target }: Schema, metric: MetricName | undefined): void {
  if (metric === undefined || METRICS[metric].task === task) return;
  const names = METRIC_NAMES.filter((name) => METRICS[name].task === task);
  throw new UsageError(
    `Found --metric=${metric} for the target ${target.name} (${task}), expected one of ${names.join(', ')}.`,
    'Choose one of them, or name another --task.',
  );
}
