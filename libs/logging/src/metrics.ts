import { embeddedMetrics } from './embedded-metrics.ts';
import type { Metric } from './embedded-metrics.ts';

export interface MetricsOptions {
  /** CloudWatch's folder for the metrics. */
  readonly namespace: string;
  /** Of every metric; each distinct set of values is a metric that AWS bills. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly clock: () => number;
}

export interface Metrics {
  /**
   * Counts the start of this instance, with the first call only, and not if Lambda started it in advance.
   *
   * @param name of the metric
   * @param functionName its dimension `function_name`, unless POWERTOOLS_METRICS_FUNCTION_NAME is another
   */
  countStart(name: string, functionName: string): void;
  /** Writes metrics by name. */
  publish(metrics: ReadonlyMap<string, Metric>): void;
}

/** What Powertools takes for `true`. */
const YES = /^(1|y|yes|t|true|on)$/i;

/**
 * Writes metrics on stdout, which CloudWatch reads, as Powertools' own metrics do and by the same variables: none with
 * POWERTOOLS_METRICS_DISABLED=true or, unless that is set, POWERTOOLS_DEV=true. Powertools' are 10,500 bytes and a fifth
 * of a warm call, for dimensions and buffers that a service has no use for; a test holds these lines to theirs.
 *
 * @returns undefined if none are written, and outside Lambda, where nothing reads them
 */
export function createMetrics({
  namespace,
  dimensions,
  clock,
}: MetricsOptions): Metrics | undefined {
  const {
    AWS_LAMBDA_FUNCTION_NAME,
    AWS_LAMBDA_INITIALIZATION_TYPE,
    POWERTOOLS_DEV,
    POWERTOOLS_METRICS_DISABLED = POWERTOOLS_DEV,
    POWERTOOLS_METRICS_FUNCTION_NAME,
  } = process.env;
  const isDisabled = YES.test((POWERTOOLS_METRICS_DISABLED ?? '').trim());
  if (AWS_LAMBDA_FUNCTION_NAME === undefined || isDisabled) return undefined;
  let isCold = AWS_LAMBDA_INITIALIZATION_TYPE === 'on-demand';
  return {
    countStart(name, functionName) {
      if (!isCold) return;
      isCold = false;
      const function_name = POWERTOOLS_METRICS_FUNCTION_NAME ?? functionName;
      write({ ...dimensions, function_name }, new Map([[name, { unit: 'Count', value: 1 }]]));
    },
    publish: (metrics) => write(dimensions, metrics),
  };

  function write(
    all: Readonly<Record<string, string>>,
    metrics: ReadonlyMap<string, Metric>,
  ): void {
    for (const line of embeddedMetrics(namespace, all, metrics, clock())) {
      process.stdout.write(`${line}\n`);
    }
  }
}
