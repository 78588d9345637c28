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

import { ScoringFailedError } from '../errors.ts';
import { failureOf } from './execution-failure.ts';

const said = (errorMessage: string) => JSON.stringify({ errorMessage });

async function failed(
  how: Partial<DescribeExecutionOutput>,
  prepare: (sfn: ReturnType<typeof mockClient>) => void = () => undefined,
) {
  const client = new SFNClient({ region: 'eu-west-1' });
  const sfn = mockClient(client);
  sfn.on(ListMapRunsCommand).resolves({ mapRuns: [] });
  prepare(sfn);
  const execution = { executionArn: 'arn:run', status: 'FAILED', ...how };
  return failureOf(client, execution as DescribeExecutionOutput, ScoringFailedError);
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

test('of calls that failed the pieces are named, those of the last round', async () => {
  const error = 'States.ExceedToleratedFailureThreshold';
  const failure = await failed({ error }, (sfn) => {
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
    const Items = [{ id: '00000001', key: 'new/a.csv' }];
    const child = {
      input: JSON.stringify({ Items }),
      error: 'Error',
      cause: said('out of memory'),
    };
    sfn.on(DescribeExecutionCommand, { executionArn: 'child' }).resolves(child);
  });
  expect(failure.message).toContain(
    '4 of 9 pieces failed, such as 00000001 of new/a.csv: out of memory',
  );
});
