import { Logger, LogLevel } from '@aws-lambda-powertools/logger';
import type { ConstructorOptions, LogAttributes } from '@aws-lambda-powertools/logger/types';

import { describeError } from './describe-error.ts';

/** How much is logged, from everything to nothing. */
type Level = keyof typeof LogLevel;

export interface LoggerOptions {
  /** Names the program in each line. Empty: POWERTOOLS_SERVICE_NAME. */
  readonly service: string;
  /**
   * Lines below it are left out. Default: POWERTOOLS_LOG_LEVEL or else LOG_LEVEL of the environment, in any
   * case of letters; INFO without them. Lambda's own AWS_LAMBDA_LOG_LEVEL overrules all of these.
   */
  readonly level?: Level;
  /** Keys of every line, such as the model's version. */
  readonly persistentKeys?: LogAttributes;
}

/**
 * A Powertools logger that writes one JSON object a line as Lambda collects it, TRACE to INFO on stdout and WARN to
 * CRITICAL on stderr:
 *
 * ```json
 * {"level":"INFO","message":"trained","timestamp":"2026-11-23T10:00:00.000Z","service":"trainer","trees":100}
 * ```
 *
 * `logger.info('trained', { trees: 100 })` wrote it. An Error among the keys becomes an `ErrorDescription`.
 * A level in the environment that does not exist is answered with one WARN line and INFO.
 *
 * @param LoggerClass Powertools' own, or one that writes elsewhere
 */
export function createLogger(
  options: LoggerOptions,
  LoggerClass: new (options: ConstructorOptions) => Logger = Logger,
): Logger {
  const { service, persistentKeys = {} } = options;
  const level = options.level ?? levelOfEnvironment();
  const logLevel = isLevel(level) ? level : undefined;
  const logger = new LoggerClass({
    serviceName: service,
    ...(logLevel !== undefined && { logLevel }), // else Powertools decides: INFO, or Lambda's own setting
    persistentKeys,
    jsonReplacerFn: (_key, value) => (value instanceof Error ? describeError(value) : value),
  });
  if (level !== logLevel) {
    const levels = Object.keys(LogLevel).join(', ');
    logger.warn(`Found log level ${level}, expected one of ${levels}. INFO is used.`);
  }
  return logger;
}

function levelOfEnvironment(): string | undefined {
  const { POWERTOOLS_LOG_LEVEL, LOG_LEVEL } = process.env;
  const levels = [POWERTOOLS_LOG_LEVEL, LOG_LEVEL].map((level = '') => level.trim().toUpperCase());
  return levels.find((level) => level !== '');
}

function isLevel(text: string | undefined): text is Level {
  return text !== undefined && Object.hasOwn(LogLevel, text);
}
