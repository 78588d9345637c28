import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';

import callEnds from '../../cases/call-ends.json' with { type: 'json' };
import { ScoringFailedError, TrainingFailedError } from '../errors.ts';
import { failureOf } from './execution-failure.ts';
import type { Failed } from './execution-failure.ts';

const said = (errorMessage: string) => JSON.stringify({ errorMessage });

async function failed(
  how: Partial<DescribeExecutionOutput>,
  prepare: (sfn: ReturnType<typeof mockClient>) => void = () => undefined,
  FailedError: Failed = ScoringFailedError,
) {
  const client = new SFNClient({ region: 'eu-west-1' });
  const sfn = mockClient(client);
  sfn.on(ListMapRunsCommand).resolves({ mapRuns: [] });
  prepare(sfn);
  const execution = { executionArn: 'arn:run', status: 'FAILED', ...how };
  return failureOf(client, execution as DescribeExecutionOutput, FailedError);
}

test.each([
  [{ status: 'ABORTED' }, 'SCORING_FAILED', 'stopped'],
  [{ status: 'TIMED_OUT' }, 'SCORING_FAILED', 'longer than it may'],
  [{ error: 'OutputTakenError', cause: said('Found a run') }, 'OUTPUT_TAKEN', 'Found a run'],
  [{ error: 'InputChangedError', cause: said('Found "a"') }, 'INPUT_CHANGED', 'Found "a"'],
  [{ error: 'PiecesRefusedError', cause: said('In a.csv') }, 'DATA_INVALID', 'In a.csv'],
  [{ error: 'States.Runtime', cause: 'No such path' }, 'SCORING_FAILED', 'No such path'],
  [{ error: 'States.Timeout' }, 'SCORING_FAILED', 'States.Timeout'],
] as const)('an execution that is over with %j', async (how, code, message) => {
  const failure = await failed(how);
  expect(failure.code).toBe(code);
  expect(failure.message).toContain(message);
  expect(failure.message).toContain('arn:run');
});

const TOO_MANY = { error: 'States.ExceedToleratedFailureThreshold' };

/** A second round in which calls failed, one of which is described. */
function withFailedCall(child: { input: object; error: string; cause: string }) {
  return (sfn: ReturnType<typeof mockClient>) => {
    const mapRun = (mapRunArn: string, at: number) => ({
      executionArn: 'arn:run',
      stateMachineArn: 'arn:machine',
      mapRunArn,
      startDate: new Date(at),
    });
    sfn.on(ListMapRunsCommand).resolves({ mapRuns: [mapRun('first', 1), mapRun('last', 2)] });
    const itemCounts = { failed: 4, total: 9 };
    sfn.on(DescribeMapRunCommand, { mapRunArn: 'last' }).resolves({ itemCounts } as object);
    const executions = [{ executionArn: 'child' }];
    sfn.on(ListExecutionsCommand, { mapRunArn: 'last' }).resolves({ executions } as object);
    const described = { ...child, input: JSON.stringify(child.input) };
    sfn.on(DescribeExecutionCommand, { executionArn: 'child' }).resolves(described);
  };
}

const PIECES = {
  Items: [
    { id: '00000001', key: 'new/a.csv', kind: 'whole' },
    { id: '00000002', key: 'new/b.csv', kind: 'bytes', start: 0, end: 900 },
    { id: '00000003', key: 'new/c.parquet', kind: 'groups', from: 4, to: 7 },
  ],
};

test.each([
  [
    PIECES,
    '4 of 9 pieces failed, such as 00000001 of new/a.csv, 00000002 of new/b.csv (bytes 0 to 899), 00000003 of new/c.parquet (row groups 4 to 6, counted from 0): Found no disk',
  ],
  [
    { prefix: 'training/x/', list: 'read', task: 7 },
    '4 of 9 tasks failed, such as task 7 of read: Found',
  ],
])('of calls that failed the work is named, those of the last round', async (input, message) => {
  const failure = await failed(
    TOO_MANY,
    withFailedCall({ input, error: 'Error', cause: said('Found no disk') }),
  );
  expect(failure.message).toContain(message);
});

test.each(callEnds.cases)(
  'a call that ended with $error, $message, lacked $lack',
  async ({ error, message, lack }) => {
    const prepare = withFailedCall({ input: PIECES, error, cause: said(message) });
    const scoring = await failed(TOO_MANY, prepare);
    const training = await failed(TOO_MANY, prepare, TrainingFailedError);
    const words = { memory: 'most probably ran out of memory', time: 'ran out of time' } as const;
    for (const [kind, end] of Object.entries(words)) {
      expect(scoring.message.includes(`the function ${end} (`)).toBe(kind === lack);
    }
    expect(scoring.message).not.toContain('RequestId');
    expect(scoring.message.includes('Correct that and go on')).toBe(lack === null);
    expect(scoring.message.includes('Raise "batch.memoryMb"')).toBe(lack !== null);
    expect(training.message.includes('"batch.trainingMemoryMb"')).toBe(lack === 'memory');
  },
);

test('what the function that plans or checks ended by is not said of pieces that were tolerated', async () => {
  const child = { input: PIECES, error: 'Error', cause: said('Found no disk') };
  const cause = said('RequestId: 7a Error: Runtime exited with error: signal: killed');
  const failure = await failed({ error: 'Runtime.ExitError', cause }, withFailedCall(child));
  expect(failure.message).toContain('(Runtime exited with error: signal: killed)');
  expect(failure.message).not.toContain('00000001');
});
