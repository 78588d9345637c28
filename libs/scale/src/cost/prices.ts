/**
 * AWS's public prices, in US dollars, without its free tiers; of prices in steps, the first.
 *
 * Each was compared with the source beside it, at the date below. AWS's own pages show most of their numbers only
 * to a browser, and nothing here asks AWS's price list, so that "price list" means a published transcript of that
 * list, of which there were at least two that agree.
 */
export const PRICES = {
  /** When they were compared. */
  date: '2026-11',
  /** Where they hold. Some regions are above: in Cape Town a GB-second of Lambda costs a third more. */
  region: 'us-east-1',
  /** Lambda, a million requests. Price list (AWSLambda, Request-ARM); aws.amazon.com/lambda/pricing. */
  lambdaRequests: 0.2,
  /** Lambda on arm64, a GB-second, up to 7.5 thousand million a month. Price list (Lambda-GB-Second-ARM). */
  lambdaGbSecond: 0.0000133334,
  /** The same where concurrency is provisioned. Price list (Lambda-Provisioned-GB-Second-ARM). */
  provisionedGbSecond: 0.0000077778,
  /**
   * Concurrency kept provisioned on arm64, a GB-second, used or not. Price list
   * (Lambda-Provisioned-Concurrency-ARM).
   */
  provisionedIdleGbSecond: 0.0000033334,
  /**
   * HTTP API, a million requests of up to 512 kB, up to 300 million a month. AWS's white paper "Best practices for
   * designing private APIs", table 4.
   */
  apiRequests: 1.0,
  /**
   * CloudWatch Logs, a GB taken in, up to 10 TB a month. Of Lambda: a table that cites AWS's Compute Blog on
   * tiered pricing for Lambda's logs. Of API Gateway's access logs the same is assumed.
   */
  logsGb: 0.5,
  /**
   * CloudWatch, a metric a month, up to 10,000. Guides of 2026 that cite aws.amazon.com/cloudwatch/pricing; the
   * page itself showed no number.
   */
  metric: 0.3,
  /**
   * CloudWatch, a metric that an alarm of one minute or more looks at, a month. Guides, and a published
   * bill of 4.08 for about 41 alarms (CW:AlarmMonitorUsage).
   */
  alarmMetric: 0.1,
  /** CloudWatch, a dashboard a month. Guides that cite the same page. */
  dashboard: 3.0,
  /** X-Ray, a million traces recorded. aws.amazon.com/xray/pricing: 0.000005 a trace. */
  traces: 5.0,
  /**
   * Step Functions, a million state transitions of Standard executions. aws.amazon.com/step-functions/pricing: 0.025 a
   * thousand, as AWS's guide for startups has it too.
   */
  transitions: 25.0,
  /** S3 Standard, a million requests PUT, COPY, POST or LIST. Guides that cite aws.amazon.com/s3/pricing: 0.005 a thousand. */
  s3Writes: 5.0,
  /** S3 Standard, a million requests GET or HEAD. The same guides: 0.0004 a thousand. */
  s3Reads: 0.4,
  /** Out to the internet, a GB, up to 10 TB a month. Price list (AWSDataTransfer, DataTransfer-Out-Bytes). */
  transferGb: 0.09,
} as const;

/** Which prices an estimate for a region is made of. */
export function pricesSentence(region: string): string {
  const list = `Prices: AWS's list for ${PRICES.region} as public sources had it in ${PRICES.date}, arm64, without free tiers and taxes.`;
  if (region === PRICES.region) return list;
  return `${list} Those of ${region} were not compared: most regions differ by some per cent, a few by a third.`;
}
