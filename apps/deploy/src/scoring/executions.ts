import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ExecutionAlreadyExists,
  paginateListExecutions,
  paginateListMapRuns,
  SFNServiceException,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type {
  DescribeExecutionOutput,
  ExecutionListItem,
  ExecutionStatus,
  SFNClient,
} from '@aws-sdk/client-sfn';
import type { S3Client } from '@aws-sdk/client-s3';
import { executionName, outputId, parseLocation, S3Output } from '@lambda-forest/s3';
import { OutputTakenError, RUN_FILES } from '@lambda-forest/scale';
import type { RoundProgress, StageRun, StageRuns } from '@lambda-forest/scale';
import { defined, LambdaForestError, option, quote } from '@lambda-forest/text';

import { awsFailure } from '../aws/aws-failure.ts';
import type { BatchService } from '../commands/read-batch.ts';
import { DeploymentError } from '../errors.ts';
import { failureOf } from './execution-failure.ts';

interface Access {
  readonly sfn: SFNClient;
  readonly s3: S3Client;
  readonly service: BatchService;
}

/** A large run is looked at less often: Step Functions has a limit for all requests of an account. */
const POLLS_MS = [500, 2_000, 5_000];
const QUICK_POLLS = 10;
/** Of the network or of AWS, one after the other. */
const MOST_FAILURES = 5;

/** The runs of the state machine that scores files in a stage. */
export class Executions implements StageRuns {
  readonly service: BatchService;
  readonly #access: Access;

  constructor(access: Access) {
    this.#access = access;
    this.service = access.service;
  }

  /** The execution that writes to an output just now, and what it was started with. */
  async running(
    output: string,
  ): Promise<{ readonly arn: string; readonly input: StageRun } | undefined> {
    try {
      const arn = (await this.#newest(output, 'RUNNING'))?.executionArn;
      if (arn === undefined) return undefined;
      const { input = '{}' } = await this.#describe(arn);
      return { arn, input: JSON.parse(input) as StageRun };
    } catch (error) {
      throw awsFailure(error, 'find runs of this output');
    }
  }

  /**
   * Starts an execution. One that takes up a run is named after the one before it, and Step Functions has each name once:
   * of two that take it up at the same time there is one, which both callers are given.
   *
   * @returns its ARN
   * @throws {OutputTakenError} if the run was taken up by another one that is over, or has other options
   */
  async start(run: StageRun): Promise<string> {
    try {
      const { sfn } = this.#access;
      const before = run.isResumed ? (await this.#newest(run.output))?.name : randomUUID();
      const name = executionName(parseLocation(run.output), before);
      const input = JSON.stringify(run);
      const { stateMachineArn } = this.service;
      const command = new StartExecutionCommand({ stateMachineArn, name, input });
      return (await sfn.send(command)).executionArn!;
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) {
        throw new OutputTakenError(
          `a run in ${quote(run.output)} that was taken up by another command just now`,
          `Follow it with ${option('resume')}.`,
        );
      }
      throw awsFailure(error, 'start the run');
    }
  }

  /**
   * Waits until an execution is over.
   *
   * @param signal ends the waiting, not the execution
   * @throws {ScoringFailedError} if it failed, or the error that its functions refused it with
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
        const execution = await this.#describe(arn);
        if (execution.status === 'SUCCEEDED') return;
        if (execution.status !== 'RUNNING') throw await failureOf(this.#access.sfn, execution);
        const progress = await this.#progress(arn);
        if (progress !== undefined) onProgress(progress);
        failures = 0;
      } catch (error) {
        const failure = awsFailure(error, 'show how far the run is, which goes on');
        if (!isPassing(error) || ++failures === MOST_FAILURES) throw failure;
      }
    }
  }

  async stop(arn: string): Promise<void> {
    const command = new StopExecutionCommand({ executionArn: arn, error: 'Cancelled' });
    try {
      await this.#access.sfn.send(command);
    } catch (error) {
      throw awsFailure(error, 'stop the run, which goes on');
    }
  }

  /**
   * The text of the manifest of a run that is over.
   *
   * @throws {DeploymentError} if it was removed since, or AWS refuses
   */
  async manifest(output: string): Promise<string> {
    const text = await new S3Output(this.#access.s3, parseLocation(output))
      .get(RUN_FILES.manifest)
      .catch((error: unknown) => {
        throw awsFailure(
          error,
          `read ${output}${RUN_FILES.manifest}, which the finished run wrote`,
        );
      });
    if (text !== undefined) return text;
    throw new DeploymentError(
      `Found no ${output}${RUN_FILES.manifest}, expected what the finished run wrote.`,
      'Take the run up again with --resume, which writes it again.',
    );
  }

  /** Executions are listed from the newest on. */
  async #newest(
    output: string,
    statusFilter?: ExecutionStatus,
  ): Promise<ExecutionListItem | undefined> {
    const { stateMachineArn } = this.service;
    const query = { stateMachineArn, ...defined({ statusFilter }) };
    const start = outputId(parseLocation(output));
    for await (const page of paginateListExecutions({ client: this.#access.sfn }, query)) {
      const found = page.executions?.find(({ name }) => name?.startsWith(start));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #describe(executionArn: string): Promise<DescribeExecutionOutput> {
    return this.#access.sfn.send(new DescribeExecutionCommand({ executionArn }));
  }

  async #progress(executionArn: string): Promise<RoundProgress | undefined> {
    const { sfn } = this.#access;
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
