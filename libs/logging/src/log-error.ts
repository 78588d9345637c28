import type { Logger } from '@aws-lambda-powertools/logger';
import type { LogAttributes } from '@aws-lambda-powertools/logger/types';

import { describeError } from './describe-error.ts';

/**
 * Logs any thrown value as one line of level ERROR, whose `message` is the error's.
 *
 * ```json
 * {"level":"ERROR","message":"Found no model file at ./model.forest. Train one …","service":"trainer",
 *  "timestamp":"2026-11-23T10:00:00.000Z","error":{"name":"ModelNotFoundError","code":"MODEL_NOT_FOUND",
 *  "message":"…","cause":{"name":"Error","code":"ENOENT","message":"…"}}}
 * ```
 *
 * @param keys more keys for this line, such as what was being done
 */
export function logError(logger: Logger, thrown: unknown, keys: LogAttributes = {}): void {
  const error = describeError(thrown);
  logger.error(error.message === '' ? error.name : error.message, { ...keys, error });
}
