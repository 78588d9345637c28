import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  paginateListMapRuns,
} from '@aws-sdk/client-sfn';
import type { DescribeExecutionOutput, SFNClient } from '@aws-sdk/client-sfn';
import type { PieceBatch } from '@lambda-forest/s3';
import { LambdaForestError } from '@lambda-forest/text';

/** What the functions refuse on purpose, by the names of the errors. */
const CODES: Readonly<Record<string, string>> = {
  InputChangedError: 'INPUT_CHANGED',
  ModelDiffersError: 'MODEL_DIFFERS',
  NothingToScoreError: 'NOTHING_TO_SCORE',
  OutputTakenError: 'OUTPUT_TAKEN',
  AccessRefusedError: 'ACCESS_REFUSED',
  PiecesRefusedError: 'DATA_INVALID',
  TooManyPiecesError: 'TOO_MANY_PIECES',
};
/** Calls that failed, of which the reason is shown. */
const SHOWN = 3;

/** The error for an execution that failed. */
export type Failed = new (reason: string, arn: string) => LambdaForestError;

/** Why an execution is over that did not succeed, with the pieces that failed. */
export async function failureOf(
  sfn: SFNClient,
  execution: DescribeExecutionOutput,
  FailedError: Failed,
): Promise<LambdaForestError> {
  const { executionArn: arn = '', status, error = '', cause } = execution;
  if (status === 'ABORTED') return new FailedError('it was stopped', arn);
  if (status === 'TIMED_OUT') return new FailedError('it took longer than it may', arn);
  const reason = reasonOf(cause) ?? error;
  const code = CODES[error];
  if (code !== undefined) {
    return new LambdaForestError(code, reason, { remedy: `The execution is ${arn}.` });
  }
  const pieces = await failedPieces(sfn, arn);
  return new FailedError(pieces ?? reason, arn);
}

/** What a function that failed said, or Step Functions itself. */
function reasonOf(cause: string | undefined): string | undefined {
  if (cause === undefined || cause === '') return undefined;
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: string };
    return errorMessage;
  } catch {
    return cause; // no function's, but Step Functions' own
  }
}

/** Pieces of the last round whose calls failed: how many, and the first with their reasons. */
async function failedPieces(sfn: SFNClient, executionArn: string): Promise<string | undefined> {
  const runs = [];
  for await (const { mapRuns = [] } of paginateListMapRuns({ client: sfn }, { executionArn })) {
    runs.push(...mapRuns);
  }
  const last = runs.sort((a, b) => Number(b.startDate) - Number(a.startDate))[0];
  if (last === undefined) return undefined;
  const { mapRunArn } = last;
  const { itemCounts } = await sfn.send(new DescribeMapRunCommand({ mapRunArn }));
  const query = { mapRunArn, statusFilter: 'FAILED', maxResults: SHOWN } as const;
  const { executions = [] } = await sfn.send(new ListExecutionsCommand(query));
  if (executions.length === 0) return undefined;
  const shown = [];
  for (const { executionArn: child } of executions) {
    const {
      input = '{}',
      error,
      cause,
    } = await sfn.send(new DescribeExecutionCommand({ executionArn: child }));
    const { Items = [] } = JSON.parse(input) as Partial<PieceBatch>;
    const names = Items.map(({ id, key }) => `${id} of ${key}`).join(', ');
    shown.push(`${names || 'one'}: ${reasonOf(cause) ?? error}`);
  }
  return `${itemCounts?.failed ?? shown.length} of ${itemCounts?.total} pieces failed, such as ${shown.join(' and ')}`;
}
