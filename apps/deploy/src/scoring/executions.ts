import { randomUUID } from 'node:crypto';

import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  paginateListExecutions,
} from '@aws-sdk/client-sfn';
import type { DescribeExecutionOutput, SFNClient } from '@aws-sdk/client-sfn';
import type { S3Client } from '@aws-sdk/client-s3';
import { executionName, outputId, parseLocation, S3Output } from '@lambda-forest/s3';
import { OutputTakenError, RUN_FILES } from '@lambda-forest/scale';
import type { StageRun, StageRuns } from '@lambda-forest/scale';
import { option, quote } from '@lambda-forest/text';

import { awsFailure } from '../aws/aws-failure.ts';
import type { BatchService } from '../commands/read-batch.ts';
import { DeploymentError, ScoringFailedError } from '../errors.ts';
import { MachineRuns } from '../runs/machine-runs.ts';

type Known = Pick<DescribeExecutionOutput, 'executionArn' | 'name' | 'status'>;

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
      const last = await this.#last(output);
      if (last?.status !== 'RUNNING') return undefined;
      const { executionArn: arn = '' } = last;
      const { input = '{}' } = await this.describe(arn);
      return { arn, input: JSON.parse(input) as StageRun };
    } catch (error) {
      throw awsFailure(error, 'find runs of this output');
    }
  }

  /**
   * Starts an execution. Each is named after the one before it with its output, and Step Functions has each name once: of
   * two that take up a run at the same time there is one, which both callers are given.
   *
   * @returns its ARN
   * @throws {OutputTakenError} if another one was started meanwhile that is over, has other options, or is a new run, too
   */
  async start(run: StageRun): Promise<string> {
    try {
      const name = executionName(parseLocation(run.output), (await this.#last(run.output))?.name);
      return await this.begin(name, run.isResumed ? run : { ...run, id: randomUUID() });
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) {
        throw new OutputTakenError(
          `a run in ${quote(run.output)} that another command has started just now`,
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

  /** The last one with an output. The list is some seconds behind, so that the next ones are asked for by their names. */
  async #last(output: string): Promise<Known | undefined> {
    const location = parseLocation(output);
    let last = await this.#listed(outputId(location));
    for (;;) {
      const next = await this.#named(executionName(location, last?.name));
      if (next === undefined) return last;
      last = next;
    }
  }

  /** Executions are listed from the newest on. */
  async #listed(start: string): Promise<Known | undefined> {
    const { stateMachineArn } = this.service;
    for await (const page of paginateListExecutions(
      { client: this.#access.sfn },
      { stateMachineArn },
    )) {
      const found = page.executions?.find(({ name }) => name?.startsWith(start));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async #named(name: string): Promise<Known | undefined> {
    const machine = this.service.stateMachineArn.replace(':stateMachine:', ':execution:');
    try {
      return await this.describe(`${machine}:${name}`);
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return undefined;
      throw error;
    }
  }
}
