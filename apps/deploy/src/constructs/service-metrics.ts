import type { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

import { METRICS_NAMESPACE } from '@lambda-forest/api';
import type { MetricDimensions } from '@lambda-forest/api';

/** The sum of a metric of the service, by its name among METRICS. */
export function serviceMetric(
  { service, model }: MetricDimensions,
  metricName: string,
  period: Duration,
): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service, model },
    period,
    statistic: Stats.SUM,
  });
}

/**
 * A CloudWatch expression for every metric of the service that begins with `prefix` and an underscore, whatever
 * classes or features the model has: one line each.
 */
export function searchByKind(
  { service, model }: MetricDimensions,
  prefix: string,
  period: Duration,
): string {
  const schema = `{${METRICS_NAMESPACE},model,service}`;
  return `SEARCH('${schema} service="${service}" model="${model}" MetricName=${prefix} NOT MetricName="${prefix}"', 'Sum', ${period.toSeconds()})`;
}
