import type { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

export interface MetricsOptions {
  /** CloudWatch's folder for the metrics. Empty: POWERTOOLS_METRICS_NAMESPACE. */
  readonly namespace: string;
  /** The dimension `service` of every metric. Empty: POWERTOOLS_SERVICE_NAME. */
  readonly service: string;
  /** More dimensions of every metric, at most 28; each distinct set of values is a metric that AWS bills. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /**
   * Whether metrics are written. Default: inside Lambda only. POWERTOOLS_METRICS_DISABLED=true overrules it.
   */
  readonly enabled?: boolean;
  /** Where warnings about misuse go. Default: the console. */
  readonly logger?: Logger;
}

/**
 * Powertools metrics: `addMetric` collects, `publishStoredMetrics` writes one line of CloudWatch's Embedded
 * Metric Format on stdout, from which CloudWatch makes the metrics without a call from the function:
 *
 * ```json
 * {"_aws":{"Timestamp":1795428000000,"CloudWatchMetrics":[{"Namespace":"LambdaForest",
 *  "Dimensions":[["service"]],"Metrics":[{"Name":"Predictions","Unit":"Count"}]}]},
 *  "service":"inference","Predictions":1}
 * ```
 *
 * Outside Lambda nothing is written or kept, so that the same code serves locally. A metric takes 100 values;
 * the hundredth publishes by itself.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createMetrics(options: MetricsOptions): Metrics {
  const { namespace, service, dimensions = {}, logger } = options;
  const enabled = options.enabled ?? 'AWS_LAMBDA_FUNCTION_NAME' in process.env;
  const MetricsClass = enabled ? Metrics : SilentMetrics;
  return new MetricsClass({
    namespace,
    serviceName: service,
    defaultDimensions: { ...dimensions },
    ...(logger !== undefined && { logger }),
  });
}

/** Takes metrics like the real one, with the same checks, and drops them where that one writes. */
class SilentMetrics extends Metrics {
  override publishStoredMetrics(): this {
    this.clearMetrics();
    this.clearDimensions();
    this.clearMetadata();
    return this;
  }

  override singleMetric(): Metrics {
    return new SilentMetrics({ singleMetric: true });
  }
}
