import type { Shell } from '@lambda-forest/cli';
import { UsageError } from '@lambda-forest/cli';
import type { TrainingStage } from '@lambda-forest/s3';
import { planPieces } from '@lambda-forest/scale';
import { DEFAULT_FOREST_OPTIONS } from '@lambda-forest/training';

import { textChoice } from '../../reading/scan-file.ts';
import { pieceBytes, trainInPieces } from '../pieces/train-in-pieces.ts';
import type { Trained, TrainRequest } from '../pieces/train-in-pieces.ts';
import type { TrainOptions } from '../train-options.ts';
import { sharesOf } from '../trees/trees-elsewhere.ts';
import type { LoadTrainingStage } from './load-training-stage.ts';
import { mapWays, treeShares } from './map-ways.ts';

/**
 * Trains by the functions of a stage; says first what it takes and costs.
 *
 * @param name of the model
 * @returns undefined if that is all that was asked for
 */
export async function trainOnStage(
  { options, output, signal }: TrainRequest,
  name: string,
  load: LoadTrainingStage | undefined,
  shell: Shell,
): Promise<Trained | undefined> {
  if (load === undefined) {
    throw new UsageError(
      'Found --on=aws in a program that has no stages, expected --on=here.',
      'Run "npx lambda-forest train".',
    );
  }
  const { stage: stageName, config, data } = options;
  const model = { name, version: undefined } as const;
  const stage = await load({ stage: stageName, config, model, data: data! }, shell);
  const size = await sizeOf(stage, options);
  const { line, assumptions, ...figures } = stage.estimate(size);
  if (options['dry-run']) {
    if (options.json === true) shell.document({ ...size, ...figures });
    else shell.say(line, '', 'Assumptions:', ...assumptions.map((each) => `- ${each}`));
    return undefined;
  }
  output.onNotice(line);
  const ways = mapWays(stage, await stage.reach());
  try {
    return await trainInPieces({ options, output, signal }, ways);
  } finally {
    await ways.close();
  }
}

async function sizeOf(stage: TrainingStage, options: TrainOptions) {
  const choice = textChoice(options);
  const pieces = await planPieces(stage.files, { pieceBytes: pieceBytes(options), choice });
  const files = new Map(pieces.map(({ key, size }) => [key, size]));
  const trees = options['n-estimators'] ?? DEFAULT_FOREST_OPTIONS.nEstimators;
  const shards = options['row-shards'] ?? DEFAULT_FOREST_OPTIONS.rowShards;
  const fits = options.folds + 1;
  return {
    files: files.size,
    pieces: pieces.length,
    bytes: [...files.values()].reduce((sum, size) => sum + size, 0),
    trees: trees * fits,
    fits,
    shares: sharesOf({ trees, shards }, treeShares(trees, stage.concurrency)).length,
    shards,
  };
}
