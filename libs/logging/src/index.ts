export { describeError, isExpected } from './describe-error.ts';
export { logError } from './log-error.ts';
export { createLogger } from './logger.ts';
export type { LoggerOptions } from './logger.ts';
export { createStderrLogger } from './stderr-logger.ts';
export { createMetrics } from './metrics.ts';
export type { Logger } from '@aws-lambda-powertools/logger';
export { MetricUnit } from '@aws-lambda-powertools/metrics';
export type { Metrics } from '@aws-lambda-powertools/metrics';
