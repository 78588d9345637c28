import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  paginateListMapRuns,
} from '@aws-sdk/client-sfn';
import type { DescribeExecutionOutput, SFNClient } from '@aws-sdk/client-sfn';
import { LambdaForestError } from '@lambda-forest/text';

import type { Lack } from '../errors.ts';
import { callEndOf } from './call-end.ts';
import { workOfCall } from './work-of-call.ts';

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
/** The calls are to blame, and not the map. */
const TOO_MANY_FAILED = 'States.ExceedToleratedFailureThreshold';
/** Calls that failed, of which the reason is shown. */
const SHOWN = 3;

/** The error for an execution that failed. @param lack of the first call that Lambda has ended, if it has */
export type Failed = new (reason: string, arn: string, lack?: Lack) => LambdaForestError;

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
  const calls = error === TOO_MANY_FAILED ? await failedCalls(sfn, arn) : undefined;
  return new FailedError(calls?.reason ?? reason, arn, calls?.lack);
}

/** What a function that failed said, or Step Functions itself. */
function reasonOf(cause: string | undefined): string | undefined {
  if (cause === undefined || cause === '') return undefined;
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: string };
    return errorMessage?.replace(/^RequestId: \S+ (?:Error: )?/, '');
  } catch {
    return cause; // no function's, but Step Functions' own
  }
}

interface FailedCalls {
  /** How many, and the first with their reasons. */
  readonly reason: string;
  /** Of the first that Lambda has ended. */
  readonly lack: Lack | undefined;
}

/** Those of the last round. */
async function failedCalls(sfn: SFNClient, executionArn: string): Promise<FailedCalls | undefined> {
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
  let lack: Lack | undefined;
  let items = 'pieces';
  for (const { executionArn: child } of executions) {
    const {
      input = '{}',
      error = '',
      cause,
    } = await sfn.send(new DescribeExecutionCommand({ executionArn: child }));
    const said = reasonOf(cause) ?? error;
    const ended = callEndOf(error, said);
    lack ??= ended?.lack;
    const work = workOfCall(input);
    items = work.items;
    shown.push(`${work.name}: ${ended === undefined ? said : `${ended.what} (${said})`}`);
  }
  const failed = `${itemCounts?.failed ?? shown.length} of ${itemCounts?.total} ${items}`;
  return { reason: `${failed} failed, such as ${shown.join(' and ')}`, lack };
}
