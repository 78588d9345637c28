/** AWS's public prices, in US dollars, without its free tiers. */
export const PRICES = {
  /** When they were looked up. */
  date: '2025-11',
  /** Where they hold. Most regions are within a tenth; some in Asia, Africa and South America are above. */
  region: 'us-east-1',
  /** Lambda, a million requests. */
  lambdaRequests: 0.2,
  /** Lambda on arm64, a GB-second. */
  lambdaGbSecond: 0.0000133334,
  /** The same where concurrency is provisioned. */
  provisionedGbSecond: 0.0000077778,
  /** Concurrency kept provisioned on arm64, a GB-second, used or not. */
  provisionedIdleGbSecond: 0.0000033334,
  /** HTTP API, a million requests of up to 512 kB. */
  apiRequests: 1.0,
  /** CloudWatch Logs, a GB taken in. */
  logsGb: 0.5,
  /** CloudWatch, a metric a month. */
  metric: 0.3,
  /** CloudWatch, a metric that an alarm looks at, a month. */
  alarmMetric: 0.1,
  /** CloudWatch, a dashboard a month. */
  dashboard: 3.0,
  /** X-Ray, a million traces. */
  traces: 5.0,
  /** Out to the internet, a GB. */
  transferGb: 0.09,
} as const;
