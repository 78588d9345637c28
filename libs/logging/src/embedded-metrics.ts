/** One metric of a line. */
export interface Metric {
  readonly unit: 'Count' | 'Milliseconds';
  /** A finite number. */
  readonly value: number;
}

/** CloudWatch takes no more metrics from one line. */
const MAX_METRICS = 100;

/**
 * Metrics as CloudWatch's Embedded Metric Format has them: a line of JSON in the logs, from which CloudWatch makes the
 * metrics without a call from the function.
 *
 * ```json
 * {"_aws":{"Timestamp":1795428000000,"CloudWatchMetrics":[{"Namespace":"LambdaForest",
 *  "Dimensions":[["service"]],"Metrics":[{"Name":"Predictions","Unit":"Count"}]}]},
 *  "service":"inference","Predictions":1}
 * ```
 *
 * @param dimensions of all metrics, at most 30: name and value, not empty
 * @param metrics by name, of 1 to 255 characters; none is called as a dimension
 * @param timestamp milliseconds since 1970-01-01T00:00Z
 * @returns a line for every hundred metrics
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(
  namespace: string,
  dimensions: Readonly<Record<string, string>>,
  metrics: ReadonlyMap<string, Metric>,
  timestamp: number,
): readonly string[] {
  const lines: string[] = [];
  const all = [...metrics];
  for (let at = 0; at < all.length; at += MAX_METRICS) {
    const some = all.slice(at, at + MAX_METRICS);
    const directive = {
      Namespace: namespace,
      Dimensions: [Object.keys(dimensions)],
      Metrics: some.map(([Name, { unit }]) => ({ Name, Unit: unit })),
    };
    const values: Record<string, string | number> = { ...dimensions };
    for (const [name, { value }] of some) values[name] = value;
    const _aws = { Timestamp: timestamp, CloudWatchMetrics: [directive] };
    lines.push(JSON.stringify({ _aws, ...values }));
  }
  return lines;
}
