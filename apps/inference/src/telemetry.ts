/**
 * What a request leaves behind: one log line, and one line of metrics for a prediction. Nothing here may fail
 * a request, so whatever goes wrong in writing is dropped.
 */
import { METRICS, metricOfKind, problemMetric } from '@lambda-forest/api';
import { logError, MetricUnit } from '@lambda-forest/logging';
import type { Logger, Metrics } from '@lambda-forest/logging';

import type { HttpRequest } from './http/request.ts';
import type { Observation } from './observation.ts';

export interface Telemetry {
  /**
   * @param event as Lambda sent it
   * @param context Lambda's, if there is one
   */
  begin(request: HttpRequest, event: unknown, context: unknown): void;
  /** An unexpected error: a defect. */
  failed(error: unknown): void;
  end(request: HttpRequest, outcome: Outcome): void;
}

export interface Outcome {
  /** The path's template; undefined if there is nothing at the path. */
  readonly route: string | undefined;
  readonly status: number;
  readonly latencyMs: number;
  readonly observation: Observation;
}

type Context = Parameters<Logger['addContext']>[0];

/** What every line of a request has. */
type LogKeys = Readonly<Record<'correlation_id', string | undefined>>;

/**
 * @param metrics none outside Lambda
 * @param isSampled whether POWERTOOLS_LOGGER_SAMPLE_RATE asks for a choice before each request
 */
export function createTelemetry(
  logger: Logger,
  metrics: Metrics | undefined,
  isSampled: boolean,
): Telemetry {
  // Setting a key in Powertools takes longer than the line takes with it; and one request is answered at a time.
  let keys: LogKeys | undefined;
  return {
    begin: safely((request: HttpRequest, event: unknown, context: unknown) => {
      if (isSampled) logger.refreshSampleRateCalculation();
      if (isContext(context)) {
        logger.addContext(context);
        metrics?.captureColdStartMetric(context.functionName);
      }
      keys = { correlation_id: request.correlationId };
      if (logger.getLogEvent()) logger.info('Lambda invocation event', { ...keys, event });
    }),
    failed: safely((error: unknown) => logError(logger, error, keys)),
    end: safely((request: HttpRequest, outcome: Outcome) => {
      log(logger, keys, request, outcome);
      if (metrics) measure(metrics, outcome);
    }),
  };
}

function log(
  logger: Logger,
  keys: LogKeys | undefined,
  { method }: HttpRequest,
  outcome: Outcome,
): void {
  const { route, status, latencyMs, observation } = outcome;
  const { problem, issues, outOfRange, predictions, rowsRefused, features } = observation;
  if (outOfRange.size > 0) {
    logger.warn('values outside the training range', {
      ...keys,
      features: Object.fromEntries(outOfRange),
    });
  }
  // Powertools leaves out what is undefined.
  logger.info('request', {
    ...keys,
    route,
    method: route && method,
    status,
    latency_ms: latencyMs,
    predictions: total(predictions) || undefined,
    problem,
    rows_refused: rowsRefused || undefined,
    issues: issues.size > 0 ? Object.fromEntries(issues) : undefined,
    values: features,
  });
}

function measure(metrics: Metrics, { latencyMs, observation }: Outcome): void {
  const { predictions, outOfRange, issues, rowsRefused, problem } = observation;
  if (predictions.size + rowsRefused === 0 && !problem) return;
  const count = (name: string, value: number) => metrics.addMetric(name, MetricUnit.Count, value);
  const countAll = (name: string, counts: ReadonlyMap<string, number>) => {
    if (counts.size === 0) return;
    count(name, total(counts));
    for (const [kind, value] of counts) {
      if (kind !== '') count(metricOfKind(name, kind), value);
    }
  };
  if (predictions.size > 0) metrics.addMetric(METRICS.latency, MetricUnit.Milliseconds, latencyMs);
  countAll(METRICS.predictions, predictions);
  countAll(METRICS.outOfRange, outOfRange);
  countAll(METRICS.validationErrors, issues);
  if (rowsRefused > 0) count(METRICS.rowsRefused, rowsRefused);
  if (problem) count(problemMetric(problem), 1);
  metrics.publishStoredMetrics();
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

function isContext(context: unknown): context is Context {
  return typeof context === 'object' && context !== null && 'awsRequestId' in context;
}

function safely<A extends readonly unknown[]>(
  write: (...values: A) => void,
): (...values: A) => void {
  return (...values) => {
    try {
      write(...values);
    } catch {
      // A line that is lost is better than an answer that is.
    }
  };
}
