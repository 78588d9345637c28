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
  /** Rows refused for the schema, those of a batch one by one; of a request whose rows cannot be counted, one. */
  rowsRefused: 'RowsRefused',
  /** Requests refused: by code only. */
  problem: 'Problem',
  /** Starts. Powertools has the name. */
  coldStart: 'ColdStart',
} as const;

/** CloudWatch takes names of 255 characters, printable ASCII; each of ours has this many left for a kind. */
const MAX_KIND = 200;
const PLAIN = /^[ -[\]-~]{0,200}$/;

/**
 * A metric of one kind: a class, a feature, a code. Characters that CloudWatch does not take, and the backslash, become
 * `\uXXXX`; what is too long ends in a hash of the whole. Distinct kinds stay distinct.
 */
export function metricOfKind(metric: string, kind: string): string {
  let name = kind;
  if (!PLAIN.test(kind)) {
    let hash = 0;
    name = kind.replace(/[^]/g, (unit) => {
      const code = unit.charCodeAt(0);
      hash = (Math.imul(hash, 31) + code) >>> 0;
      return PLAIN.test(unit) ? unit : `\\u${code.toString(16).padStart(4, '0')}`;
    });
    if (name.length > MAX_KIND) name = `${name.slice(0, MAX_KIND)}~${hash}`;
  }
  return `${metric}_${name}`;
}

/** Requests refused for one reason. */
export function problemMetric(code: ProblemCode): string {
  return metricOfKind(METRICS.problem, code);
}
