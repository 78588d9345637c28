import type { S3Client } from '@aws-sdk/client-s3';
import type { Shell } from '@lambda-forest/cli';
import { UsageError } from '@lambda-forest/cli';
import { addressOf, parseLocation, payAsRequester, s3Client } from '@lambda-forest/s3';
import type { InputStore } from '@lambda-forest/scale';

import { awsFailure } from '../aws/aws-failure.ts';
import { clientOptions } from '../aws/clients.ts';
import { readBatch } from '../commands/read-batch.ts';
import type { BatchService } from '../commands/read-batch.ts';
import type { CommandContext } from '../commands/context.ts';
import { contextFor } from '../commands/shell-context.ts';
import { CONFIG } from '../commands/shared-options.ts';
import { loadTarget, reach } from '../commands/target.ts';
import type { TargetOptions } from '../commands/target.ts';
import type { BatchConfig } from '../config/index.ts';
import { DeployConfigError } from '../errors.ts';

export interface BatchStageOptions extends Omit<TargetOptions, 'config'> {
  /** Default: the workspace's. */
  readonly config: string | undefined;
}

/** A stage that works on files of S3, and how it is reached. */
export interface BatchStage {
  readonly name: string;
  readonly batch: BatchConfig;
  readonly region: string;
  /** The file of the configuration, for messages. */
  readonly config: string;
  readonly s3: S3Client;
  readonly client: ReturnType<typeof clientOptions>;
  readonly context: CommandContext;
  /** What is deployed. */
  readonly service: () => Promise<BatchService>;
}

/**
 * Reads the configuration, and asks AWS nothing.
 *
 * @throws {StageNotFoundError} for a stage that is not configured
 * @throws {DeployConfigError} for a stage that scores no files
 */
export async function loadBatchStage(
  { config = CONFIG.default, ...options }: BatchStageOptions,
  shell: Shell,
): Promise<BatchStage> {
  const context = contextFor(shell);
  const target = await loadTarget({ ...options, config }, context);
  const { stageName: name, stage } = target;
  const { batch, region } = stage;
  if (batch === undefined) {
    const mistake = `found no "batch" in the stage ${name}, expected what it may read and write, such as batch: { input: 's3://data/new', output: 's3://data/scored' }`;
    throw new DeployConfigError(config, [mistake]);
  }
  const client = clientOptions(region);
  const s3 = s3Client(client, context.env['AWS_ENDPOINT_URL'] !== undefined);
  if (batch.inputRequesterPays) payAsRequester(s3, parseLocation(batch.input).bucket);
  const service = async () => (await readBatch(await reach(target, context)))!;
  return { name, batch, region, config, s3, client, context, service };
}

const INPUT_DENIED =
  'Give your role that permission, which docs/scale.md lists; if the bucket\'s requesters pay, set "batch.inputRequesterPays".';

/** The same files, with errors that say where they are. */
export function named(files: InputStore, address: string): InputStore {
  const refuse = (error: unknown): never => {
    throw awsFailure(error, `read ${address}`, INPUT_DENIED);
  };
  return {
    async *list() {
      try {
        yield* files.list();
      } catch (error) {
        refuse(error);
      }
    },
    async *read(...part) {
      try {
        yield* files.read(...part);
      } catch (error) {
        refuse(error);
      }
    },
  };
}

/**
 * @returns the address as it is written in full
 * @throws {LocationError} for an address that is none of S3
 * @throws {UsageError} for a place that the stage does not read or write
 */
export function within(flag: string, given: string, allowed: string, stage: string): string {
  const [address, limit] = [given, allowed].map((text) => addressOf(parseLocation(text)));
  if (address!.startsWith(limit!)) return address!;
  throw new UsageError(
    `Found ${flag}=${given} outside of ${limit}, expected a place below it: the stage ${stage} has no access to others.`,
    'Name one below it, or change "batch" in the configuration and deploy the stage again.',
  );
}
