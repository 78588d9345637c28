import type { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

export interface MetricsOptions {
  /** CloudWatch's folder for the metrics. Empty: POWERTOOLS_METRICS_NAMESPACE. */
  readonly namespace: string;
  /** The dimension `service` of every metric. Empty: POWERTOOLS_SERVICE_NAME. */
  readonly service: string;
  /** More dimensions of every metric, at most 28; each distinct set of values is a metric that AWS bills. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Where warnings about misuse go. */
  readonly logger: Logger;
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
 * A metric takes 100 values; the hundredth publishes by itself. POWERTOOLS_METRICS_DISABLED=true writes none.
 *
 * @returns undefined outside Lambda, where nothing reads them
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createMetrics(options: MetricsOptions): Metrics | undefined {
  const { namespace, service, dimensions, logger } = options;
  if (!('AWS_LAMBDA_FUNCTION_NAME' in process.env)) return undefined;
  return new Metrics({ namespace, serviceName: service, defaultDimensions: dimensions, logger });
}
