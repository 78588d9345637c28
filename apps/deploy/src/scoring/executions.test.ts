import { S3Client } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ExecutionDoesNotExist,
  ListExecutionsCommand,
  ListMapRunsCommand,
  SFNClient,
  SFNServiceException,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { outputId, parseLocation } from '@lambda-forest/s3';
import type { RoundProgress } from '@lambda-forest/scale';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';

import { costLine, perSizeLine, scoringAssumptions } from '../estimate/scoring-text.ts';
import { scoringCosts } from '../estimate/scoring-costs.ts';
import { Executions } from './executions.ts';

const OUTPUT = 's3://data/scored/';
const ID = outputId(parseLocation(OUTPUT));
const region = 'eu-west-1';
const service = {
  stateMachineArn: 'arn:aws:states:eu-west-1:1:stateMachine:scoring',
  workBucket: 'work',
  input: 's3://data/new/',
  output: 's3://data/scored/',
  modelSha256: 'ab',
  deployment: '2026-01-01T00:00:00.000Z',
  trainingMachineArn: undefined,
};
const now = new Date(0);

function fake() {
  const sfn = new SFNClient({ region });
  const executions = new Executions({ sfn, s3: new S3Client({ region }), service });
  return { mock: mockClient(sfn), executions };
}

function fault($fault: 'client' | 'server', name: string) {
  return new SFNServiceException({ name, $fault, $metadata: {}, message: 'no' });
}

const unknown = new ExecutionDoesNotExist({ message: 'no', $metadata: {} });
const base = { executionArn: 'arn:run', stateMachineArn: 'arn:machine', startDate: now };

async function followed({ executions }: ReturnType<typeof fake>): Promise<RoundProgress[]> {
  const seen: RoundProgress[] = [];
  await executions.follow(
    'arn:run',
    (progress) => seen.push(progress),
    new AbortController().signal,
  );
  return seen;
}

test('a run is found by its output, on whichever page of the list it is', async () => {
  const { mock, executions } = fake();
  mock
    .on(ListExecutionsCommand)
    .resolvesOnce({ executions: [{ ...base, name: 'other', status: 'RUNNING' }], nextToken: '2' })
    .resolves({ executions: [{ ...base, name: `${ID}-1`, status: 'RUNNING' }] });
  mock.on(DescribeExecutionCommand).rejects(unknown);
  mock
    .on(DescribeExecutionCommand, { executionArn: 'arn:run' })
    .resolves({ input: '{"output":"here"}' });
  expect(await executions.running(OUTPUT)).toEqual({ arn: 'arn:run', input: { output: 'here' } });
  mock.on(ListExecutionsCommand).resolves({ executions: [] });
  expect(await executions.running(OUTPUT)).toBeUndefined();
});

test('a run is named after its output, and can be stopped', async () => {
  const { mock, executions } = fake();
  mock.on(ListExecutionsCommand).resolves({ executions: [] });
  mock.on(DescribeExecutionCommand).rejects(unknown);
  mock.on(StartExecutionCommand).resolves({ executionArn: 'arn:run' });
  mock.on(StopExecutionCommand).rejects(fault('client', 'AccessDeniedException'));
  const spec = { model: { name: 'm', version: '1', sha256: 'ab' }, input: 'i', pieceBytes: 1 };
  const options = { answers: { format: 'csv', probabilities: true }, choice: {} } as const;
  const input = { spec: { ...spec, options }, output: OUTPUT, isResumed: false };
  expect(await executions.start(input)).toBe('arn:run');
  const [call] = mock.commandCalls(StartExecutionCommand);
  expect(call!.args[0].input.name).toMatch(new RegExp(`^${ID}-[0-9a-f]{32}$`));
  await expect(executions.stop('arn:run')).rejects.toThrow(
    'AWS refused to stop the run, which goes on',
  );
});

test('what fails in passing does not end the following, and the last round under way is shown', async () => {
  const all = fake();
  all.mock
    .on(DescribeExecutionCommand)
    .rejectsOnce(new ExecutionDoesNotExist({ $metadata: {}, message: 'no' }))
    .rejectsOnce(fault('server', 'InternalServerError'))
    .resolvesOnce({ ...base, status: 'RUNNING' })
    .resolves({ ...base, status: 'SUCCEEDED' });
  all.mock.on(ListMapRunsCommand).resolves({
    mapRuns: [
      { ...base, mapRunArn: 'second' },
      { ...base, mapRunArn: 'first', stopDate: now },
    ],
  });
  all.mock
    .on(DescribeMapRunCommand, { mapRunArn: 'second' })
    .resolves({ itemCounts: { total: 9, succeeded: 3, failed: 1 } as never });
  expect(await followed(all)).toEqual([{ round: 2, done: 4, total: 9 }]);
});

test.concurrent.each([
  ['ABORTED', {}, 'SCORING_FAILED', 'it was stopped'],
  ['TIMED_OUT', {}, 'SCORING_FAILED', 'it took longer than it may'],
  [
    'FAILED',
    { error: 'States.Timeout', cause: 'no answer' },
    'SCORING_FAILED',
    'all was scored (no answer)',
  ],
  ['FAILED', { error: 'States.Runtime' }, 'SCORING_FAILED', 'all was scored (States.Runtime)'],
  [
    'FAILED',
    { error: 'InputChangedError', cause: '{"errorMessage":"Found a.csv changed."}' },
    'INPUT_CHANGED',
    'Found a.csv changed. The execution is arn:run.',
  ],
] as const)('an execution that is %s says why %o', async (status, rest, code, message) => {
  const all = fake();
  all.mock.on(DescribeExecutionCommand).resolves({ ...base, status, ...rest });
  all.mock.on(ListMapRunsCommand).resolves({ mapRuns: [] });
  const failed = expect(followed(all)).rejects;
  await failed.toMatchObject({ code, message: expect.stringContaining(message) as string });
});

test('the lines of an estimate have its figures', () => {
  const work = { files: 1, pieces: 8, bytes: 1e9, rows: 1e7, coreSeconds: 100, answerBytes: 1e8 };
  const stage = { memoryMb: 512, concurrency: 10, piecesPerCall: 4 };
  const costs = scoringCosts(work, stage);
  expect(costLine(costs.dollars)).toMatch(
    /^About \$0\.\d+: Lambda \$0\.\d+, Step Functions \$0\.\d+, S3 \$0\.\d+$/,
  );
  expect(perSizeLine(costs)).toMatch(/^That is \$0\.\d+ per million rows, \$\d\.\d\d per TB$/);
  const text = scoringAssumptions(costs, stage, region).join('\n');
  expect(text).toContain('512 MB of memory give 29 % of one');
  expect(text).toContain('2 calls of up to 4 pieces');
});
