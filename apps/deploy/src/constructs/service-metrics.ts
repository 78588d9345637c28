import type { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

/** CloudWatch's folder of what the service measures itself. */
export const METRICS_NAMESPACE = 'LambdaForest';

/** The dimensions that the service writes its metrics with. */
export interface ServiceDimensions {
  /** The function's name. */
  readonly service: string;
  /** The model's name. */
  readonly model: string;
}

/**
 * A metric of the service, by the name that docs/api.md lists.
 *
 * @param statistic default: the sum
 */
export function serviceMetric(
  { service, model }: ServiceDimensions,
  metricName: string,
  period: Duration,
  statistic: string = Stats.SUM,
): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service, model },
    period,
    statistic,
  });
}

/**
 * A CloudWatch expression for every metric of the service that begins with `prefix` and an underscore, whatever
 * classes or features the model has: one line each.
 */
export function searchByKind(
  { service, model }: ServiceDimensions,
  prefix: string,
  period: Duration,
): string {
  const schema = `{${METRICS_NAMESPACE},model,service}`;
  return `SEARCH('${schema} service="${service}" model="${model}" MetricName=${prefix} NOT MetricName="${prefix}"', 'Sum', ${period.toSeconds()})`;
}
