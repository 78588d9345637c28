import { randomUUID } from 'node:crypto';

import { ExecutionAlreadyExists, paginateListExecutions } from '@aws-sdk/client-sfn';
import type { ExecutionListItem, ExecutionStatus, SFNClient } from '@aws-sdk/client-sfn';
import type { S3Client } from '@aws-sdk/client-s3';
import { executionName, outputId, parseLocation, S3Output } from '@lambda-forest/s3';
import { OutputTakenError, RUN_FILES } from '@lambda-forest/scale';
import type { StageRun, StageRuns } from '@lambda-forest/scale';
import { defined, option, quote } from '@lambda-forest/text';

import { awsFailure } from '../aws/aws-failure.ts';
import type { BatchService } from '../commands/read-batch.ts';
import { DeploymentError, ScoringFailedError } from '../errors.ts';
import { MachineRuns } from '../runs/machine-runs.ts';

interface Access {
  readonly sfn: SFNClient;
  readonly s3: S3Client;
  readonly service: BatchService;
}

/** The runs of the state machine that scores files in a stage. */
export class Executions extends MachineRuns implements StageRuns {
  readonly service: BatchService;
  readonly #access: Access;

  constructor(access: Access) {
    super(access.sfn, access.service.stateMachineArn, ScoringFailedError);
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
      const { input = '{}' } = await this.describe(arn);
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
      const before = run.isResumed ? (await this.#newest(run.output))?.name : randomUUID();
      const name = executionName(parseLocation(run.output), before);
      return await this.begin(name, run);
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
}
