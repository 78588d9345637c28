import { Logger } from '@aws-lambda-powertools/logger';
import type { LogItem } from '@aws-lambda-powertools/logger';
import type { ConstructorOptions } from '@aws-lambda-powertools/logger/types';

import { createLogger } from './logger.ts';
import type { LoggerOptions } from './logger.ts';

/** As `createLogger`, with every line on stderr, so that stdout holds a program's result and nothing else. */
export function createStderrLogger(options: LoggerOptions): Logger {
  return createLogger(options, StderrLogger);
}

/** Powertools chooses the stream by level; this one has a single stream, for its children too. */
class StderrLogger extends Logger {
  protected override createLogger(options?: ConstructorOptions): Logger {
    return new StderrLogger(options);
  }

  protected override printLog(_level: number, item: LogItem): void {
    item.prepareForPrint();
    process.stderr.write(`${JSON.stringify(item.getAttributes(), this.getJsonReplacer())}\n`);
  }
}
