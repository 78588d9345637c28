import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { defined } from '@lambda-forest/text';

import { awsFailure } from './aws-failure.ts';

export interface LogEvent {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Without the line's end. */
  readonly message: string;
}

/**
 * The lines of a log group, of all its streams, as CloudWatch finds them.
 *
 * @param from milliseconds since 1970, inclusive
 * @param pattern of CloudWatch Logs; undefined for all lines
 * @throws {DeploymentError}
 */
export async function* readLogs(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  from: number,
  pattern: string | undefined,
): AsyncGenerator<LogEvent> {
  try {
    const pages = paginateFilterLogEvents(
      { client: logs },
      {
        logGroupName,
        startTime: from,
        ...defined({ filterPattern: pattern }),
      },
    );
    for await (const { events } of pages) {
      for (const { eventId, timestamp, message } of events ?? []) {
        yield { id: eventId ?? '', time: timestamp ?? 0, message: (message ?? '').trimEnd() };
      }
    }
  } catch (error) {
    throw awsFailure(error, `read the log group ${logGroupName}`);
  }
}
