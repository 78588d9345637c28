import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, describe, expect, test } from 'vitest';

import { logLine } from '../src/commands/log-line.ts';
import { logsCommand } from '../src/commands/logs.ts';
import { awsError, fakeAws, fakeContext } from './fake-aws.ts';
import type { FakeAws } from './fake-aws.ts';

const AT = Date.UTC(2026, 0, 1, 10);
const event = (eventId: string, message: string) => ({ eventId, timestamp: AT, message });

let aws: FakeAws;

beforeEach(() => {
  aws = fakeAws();
});

describe('the logs', () => {
  test('of all streams are printed, page by page', async () => {
    aws.logs
      .on(FilterLogEventsCommand)
      .resolves({ events: [event('1', '{"level":"INFO","message":"one"}\n')], nextToken: 'more' })
      .on(FilterLogEventsCommand, { nextToken: 'more' })
      .resolves({ events: [event('2', 'START RequestId')] });
    const context = fakeContext(aws);
    await logsCommand.act(['--stage=staging', '--minutes=5', '--filter=one'], context);
    expect(context.lines.slice(1)).toEqual([
      '2026-01-01 10:00:00.000  INFO  one',
      '2026-01-01 10:00:00.000  START RequestId',
    ]);
    expect(aws.logs.commandCalls(FilterLogEventsCommand)[0]?.args[0].input).toMatchObject({
      logGroupName: 'logs',
      filterPattern: 'one',
      startTime: Date.UTC(2026, 0, 1) - 5 * 60_000,
    });
  });

  test('are followed without repeating a line, until stopped', async () => {
    let polls = 0;
    aws.logs.on(FilterLogEventsCommand).callsFake(() => ({
      events: [event('1', '{"a":1}'), ...(++polls > 1 ? [event('2', '{"b":2}')] : [])],
    }));
    const context = fakeContext(aws);
    const stop = new Error('stopped');
    const follow = logsCommand.act(['--stage=staging', '--follow', '--raw'], {
      ...context,
      wait: () => (polls < 3 ? Promise.resolve() : Promise.reject(stop)),
    });
    await expect(follow).rejects.toBe(stop);
    expect(context.lines.slice(1)).toEqual(['{"a":1}', '{"b":2}']);
  });

  test('that may not be read report it', async () => {
    aws.logs.on(FilterLogEventsCommand).rejects(awsError('AccessDeniedException', 'no'));
    await expect(logsCommand.act(['--stage=staging'], fakeContext(aws))).rejects.toThrow(
      /refused to read the log group logs/,
    );
  });
});

describe('a line', () => {
  test('shows level, message and the other fields', () => {
    const line = JSON.stringify({
      level: 'WARN',
      message: 'out of range',
      service: 'x',
      timestamp: 'x',
      feature: 'length',
      value: { x: 1 },
    });
    expect(logLine(AT, line)).toBe(
      '2026-01-01 10:00:00.000  WARN  out of range feature=length value={"x":1}',
    );
  });

  test('of a stranger moves no cursor', () => {
    expect(logLine(AT, '\u001B[2J')).toBe('2026-01-01 10:00:00.000  \\u{1b}[2J');
    expect(logLine(AT, '{"message":"\\u001b[2J"}')).not.toContain('\u001B');
    expect(logLine(AT, '[1]')).toBe('2026-01-01 10:00:00.000  [1]');
  });
});
