import { setTimeout as wait } from 'node:timers/promises';

import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  paginateListMapRuns,
  SFNServiceException,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { DescribeExecutionOutput, SFNClient } from '@aws-sdk/client-sfn';
import type { RoundProgress } from '@lambda-forest/scale';
import { LambdaForestError } from '@lambda-forest/text';

import { awsFailure } from '../aws/aws-failure.ts';
import { failureOf } from './execution-failure.ts';
import type { Failed } from './execution-failure.ts';

/** A large run is looked at less often: Step Functions has a limit for all requests of an account. */
const POLLS_MS = [500, 2_000, 5_000];
const QUICK_POLLS = 10;
/** Of the network or of AWS, one after the other. */
const MOST_FAILURES = 5;

/** Executions of a state machine that has a Distributed Map. */
export class MachineRuns {
  readonly #sfn: SFNClient;
  readonly #stateMachineArn: string;
  readonly #Failed: Failed;

  /** @param Failed the error for one that failed */
  constructor(sfn: SFNClient, stateMachineArn: string, Failed: Failed) {
    this.#sfn = sfn;
    this.#stateMachineArn = stateMachineArn;
    this.#Failed = Failed;
  }

  /** @returns its ARN */
  async begin(name: string, input: object): Promise<string> {
    const command = new StartExecutionCommand({
      stateMachineArn: this.#stateMachineArn,
      name,
      input: JSON.stringify(input),
    });
    return (await this.#sfn.send(command)).executionArn!;
  }

  /**
   * Waits until an execution is over.
   *
   * @param signal ends the waiting, not the execution
   * @throws what `Failed` makes if it failed, or the error that its functions refused it with
   * @throws {DeploymentError} if AWS does not say how far it is
   */
  async follow(
    arn: string,
    onProgress: (progress: RoundProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    let failures = 0;
    for (let poll = 0; ; poll++) {
      const pollMs = POLLS_MS[Math.floor(poll / QUICK_POLLS)] ?? POLLS_MS.at(-1)!;
      await wait(pollMs, undefined, { signal });
      try {
        const execution = await this.describe(arn);
        if (execution.status === 'SUCCEEDED') return;
        if (execution.status !== 'RUNNING')
          throw await failureOf(this.#sfn, execution, this.#Failed);
        const progress = await this.#progress(arn);
        if (progress !== undefined) onProgress(progress);
        failures = 0;
      } catch (error) {
        const failure = awsFailure(error, 'show how far the run is, which goes on');
        failures++;
        if (!isPassing(error) || failures === MOST_FAILURES) throw failure;
      }
    }
  }

  async stop(arn: string): Promise<void> {
    const command = new StopExecutionCommand({ executionArn: arn, error: 'Cancelled' });
    try {
      await this.#sfn.send(command);
    } catch (error) {
      throw awsFailure(error, 'stop the run, which goes on');
    }
  }

  describe(executionArn: string): Promise<DescribeExecutionOutput> {
    return this.#sfn.send(new DescribeExecutionCommand({ executionArn }));
  }

  async #progress(executionArn: string): Promise<RoundProgress | undefined> {
    const sfn = this.#sfn;
    const runs = [];
    for await (const { mapRuns = [] } of paginateListMapRuns({ client: sfn }, { executionArn })) {
      runs.push(...mapRuns);
    }
    const current = runs.find(({ stopDate }) => stopDate === undefined);
    if (current === undefined) return undefined;
    const command = new DescribeMapRunCommand({ mapRunArn: current.mapRunArn });
    const { itemCounts } = await sfn.send(command);
    if (itemCounts?.total === undefined || itemCounts.total === 0) return undefined;
    const { total, succeeded = 0, failed = 0 } = itemCounts;
    return { round: runs.length, done: succeeded + failed, total };
  }
}

/** Whether asking again may help. An execution is found a moment after it was started only. */
function isPassing(error: unknown): boolean {
  if (error instanceof LambdaForestError) return false;
  if (!(error instanceof SFNServiceException)) return true;
  return error.$fault === 'server' || /Throttling|ExecutionDoesNotExist/.test(error.name);
}
