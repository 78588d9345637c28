import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Shell } from '@lambda-forest/cli';
import { UsageError } from '@lambda-forest/cli';
import { addressOf, parseLocation, S3Input } from '@lambda-forest/s3';
import type { InputStore, ScoringStage } from '@lambda-forest/scale';

import { awsFailure } from '../aws/aws-failure.ts';
import { clientOptions } from '../aws/clients.ts';
import { PIECES_PER_CALL } from '../batch/pieces-per-call.ts';
import { readBatch } from '../commands/read-batch.ts';
import { contextFor } from '../commands/shell-context.ts';
import { CONFIG } from '../commands/shared-options.ts';
import { loadTarget, reach } from '../commands/target.ts';
import type { TargetOptions } from '../commands/target.ts';
import { DeployConfigError, StageModelError } from '../errors.ts';
import { costLine, perSizeLine, scoringAssumptions } from '../estimate/scoring-text.ts';
import { shareOfCore } from '../estimate/latency.ts';
import { scoringCosts } from '../estimate/scoring-costs.ts';
import { Executions } from './executions.ts';

export interface ScoringStageOptions extends Omit<TargetOptions, 'config'> {
  /** Default: the workspace's. */
  readonly config: string | undefined;
  readonly input: string;
  readonly output: string | undefined;
}

/**
 * Reads the configuration, and asks AWS nothing.
 *
 * @throws {StageNotFoundError} for a stage that is not configured
 * @throws {DeployConfigError} for a stage that scores no files
 * @throws {LocationError} for an address that is none of S3
 * @throws {UsageError} for a place that the stage does not read or write
 */
export async function loadScoringStage(
  { config = CONFIG.default, ...options }: ScoringStageOptions,
  shell: Shell,
): Promise<ScoringStage> {
  const context = contextFor(shell);
  const target = await loadTarget({ ...options, config }, context);
  const { stageName: name, stage } = target;
  const { batch, region } = stage;
  if (batch === undefined) {
    const mistake = `found no "batch" in the stage ${name}, expected one with the input and the output of scoring`;
    throw new DeployConfigError(config, [mistake]);
  }
  const input = within('--input', options.input, batch.input, name);
  const output = options.output && within('--output', options.output, batch.output, name);
  const client = clientOptions(region);
  const forcePathStyle = context.env['AWS_ENDPOINT_URL'] !== undefined; // an emulator has one address for all buckets
  const s3 = new S3Client({ ...client, forcePathStyle });
  const { memoryMb, concurrency } = batch;
  const pace = { memoryMb, concurrency, piecesPerCall: PIECES_PER_CALL };
  return {
    input,
    output,
    files: named(new S3Input(s3, parseLocation(input)), input),
    estimate({ seconds, ...work }) {
      const coreSeconds =
        'core' in seconds ? seconds.core : seconds.functions * shareOfCore(memoryMb);
      const figures = scoringCosts({ ...work, coreSeconds }, pace);
      return {
        figures,
        costLine: costLine(figures),
        perSizeLine: perSizeLine(figures),
        assumptions: scoringAssumptions(figures, pace, region),
      };
    },
    ask: context.terminal.ask,
    async reach({ name: model, version, sha256 }) {
      const service = (await readBatch(await reach(target, context)))!;
      if (service.modelSha256 !== sha256) {
        throw new StageModelError(name, service.modelSha256, `${model} ${version}`);
      }
      return new Executions({ sfn: new SFNClient(client), s3, service });
    },
  };
}

/** The same files, with errors that say where they are. */
function named(files: InputStore, address: string): InputStore {
  const refuse = (error: unknown): never => {
    throw awsFailure(error, `read ${address}`);
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

function within(flag: string, given: string, allowed: string, stage: string): string {
  const [address, limit] = [given, allowed].map((text) => addressOf(parseLocation(text)));
  if (address!.startsWith(limit!)) return address!;
  throw new UsageError(
    `Found ${flag}=${given} outside of ${limit}, expected a place below it: the stage ${stage} has no access to others.`,
    'Name one below it, or change "batch" in the configuration and deploy the stage again.',
  );
}
