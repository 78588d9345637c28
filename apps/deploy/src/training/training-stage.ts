import { ExecutionAlreadyExists, SFNClient } from '@aws-sdk/client-sfn';
import type { Shell } from '@lambda-forest/cli';
import { UsageError } from '@lambda-forest/cli';
import { parseLocation, S3Input, S3Output } from '@lambda-forest/s3';
import type { TaskFiles, TaskList, TaskRuns, TrainingStage } from '@lambda-forest/s3';
import type { InputObject } from '@lambda-forest/scale';

import { awsFailure } from '../aws/aws-failure.ts';
import type { BatchService } from '../commands/read-batch.ts';
import { DeployConfigError, DeploymentError, TrainingFailedError } from '../errors.ts';
import { trainingEstimate } from '../estimate/training-costs.ts';
import { loadBatchStage, named, within } from '../runs/batch-stage.ts';
import type { BatchStage, BatchStageOptions } from '../runs/batch-stage.ts';
import { MachineRuns } from '../runs/machine-runs.ts';

const DENIED = 'Give your role that permission; docs/scale.md lists all that it needs.';

export interface TrainingStageOptions extends BatchStageOptions {
  readonly data: string;
}

/**
 * Reads the configuration, and asks AWS nothing.
 *
 * @throws {DeployConfigError} for a stage that does not train
 * @throws as `loadBatchStage` and `within`
 */
export async function loadTrainingStage(
  options: TrainingStageOptions,
  shell: Shell,
): Promise<TrainingStage> {
  const stage = await loadBatchStage(options, shell);
  const { name, batch, config, region } = stage;
  const { concurrency, trainingMemoryMb: memoryMb } = batch;
  if (memoryMb === undefined) {
    const mistake = `found no "trainingMemoryMb" in "batch" of the stage ${name}, expected the memory of the function that trains`;
    throw new DeployConfigError(config, [mistake]);
  }
  const data = within('--data', options.data, batch.input, name);
  const files = named(new S3Input(stage.s3, parseLocation(data)), data);
  return {
    data,
    files: {
      list: () => required(files.list(), options.data),
      read: (...part) => files.read(...part),
    },
    concurrency,
    memoryMb,
    ask: stage.context.terminal.ask,
    estimate: (work) => trainingEstimate(work, { memoryMb, concurrency, region }),
    reach: async () => taskRuns(stage, await stage.service()),
  };
}

/** The same, of which there is at least one. */
async function* required(
  files: AsyncIterable<InputObject>,
  given: string,
): AsyncGenerator<InputObject> {
  let isEmpty = true;
  for await (const file of files) {
    isEmpty = false;
    yield file;
  }
  if (!isEmpty) return;
  throw new UsageError(
    `Found no file at ${given}, expected a table, or several below it.`,
    'Correct --data.',
  );
}

function taskRuns({ s3, client, name }: BatchStage, service: BatchService): TaskRuns {
  const { workBucket, trainingMachineArn, deployment } = service;
  if (trainingMachineArn === undefined) {
    throw new DeploymentError(
      `Found no state machine that trains in the stage ${name}, expected one.`,
      'Deploy the stage again.',
    );
  }
  const runs = new MachineRuns(new SFNClient(client), trainingMachineArn, TrainingFailedError);
  return {
    deployment,
    files: (prefix) => filesOf(new S3Output(s3, { bucket: workBucket, prefix })),
    async run(key, attempt, onProgress, signal, isLeft) {
      const list: TaskList = { bucket: workBucket, key };
      const arn = await runs.begin(attempt, list).catch((error: unknown) => {
        if (error instanceof ExecutionAlreadyExists) return undefined; // it is over
        throw awsFailure(error, 'start the training', DENIED);
      });
      if (arn === undefined) return;
      try {
        await runs.follow(arn, ({ done }) => onProgress(done), signal);
      } catch (error) {
        if (signal.aborted && !(await isLeft())) await runs.stop(arn);
        throw error;
      }
    },
  };
}

/** The same files, with errors that say what was done. */
function filesOf(files: S3Output): TaskFiles {
  const refuse = (error: unknown): never => {
    throw awsFailure(error, `keep the tasks of the training in ${files.name}`, DENIED);
  };
  return {
    has: (key) => files.has(key).catch(refuse),
    read: (key) => files.read(key).catch(refuse),
    put: (key, content) => files.put(key, content).catch(refuse),
    async open(key) {
      const file = await files.open(key);
      return {
        write: (bytes) => file.write(bytes).catch(refuse),
        finish: () => file.finish().catch(refuse),
        discard: () => file.discard().catch(refuse),
      };
    },
  };
}
