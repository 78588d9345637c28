/**
 * The metrics that the service writes: their names, for the service itself, the alarms and the dashboard. Most
 * are counted once as a whole and once by kind, as `Predictions` and `Predictions_setosa`.
 */
import type { ProblemCode } from './problems.ts';

/** CloudWatch's folder for them, unless configured. */
export const METRICS_NAMESPACE = 'LambdaForest';

/** What they are written with. */
export interface MetricDimensions {
  readonly service: string;
  /** The model's name. */
  readonly model: string;
}

export const METRICS = {
  /** Rows answered; by class for a classification. */
  predictions: 'Predictions',
  /** Milliseconds of requests that predicted. */
  latency: 'Latency',
  /** Values outside the training range; by feature. */
  outOfRange: 'OutOfRange',
  /** Fields refused; by code. */
  validationErrors: 'ValidationErrors',
  /** Requests refused: by code only. */
  problem: 'Problem',
  /** Starts. */
  coldStart: 'ColdStart',
} as const;

/** A metric of one kind: a class, a feature, a code. */
export function metricOfKind(metric: string, kind: string): string {
  return `${metric}_${kind}`;
}

/** Requests refused for one reason. */
export function problemMetric(code: ProblemCode): string {
  return metricOfKind(METRICS.problem, code);
}
