import type { Shell } from '@lambda-forest/cli';
import { UsageError } from '@lambda-forest/cli';
import type { TrainingStage } from '@lambda-forest/s3';
import { planPieces } from '@lambda-forest/scale';
import type { InputObject, InputStore } from '@lambda-forest/scale';
import { DEFAULT_FOREST_OPTIONS } from '@lambda-forest/training';

import { askToLeave } from '../../ask-to-leave.ts';
import { StageTrainingCancelledError } from '../../errors.ts';
import { textChoice } from '../../reading/scan-file.ts';
import { pieceBytes, trainInPieces } from '../pieces/train-in-pieces.ts';
import type { Trained, TrainRequest } from '../pieces/train-in-pieces.ts';
import type { TrainOptions } from '../train-options.ts';
import { sharesOf } from '../trees/trees-elsewhere.ts';
import type { LoadTrainingStage } from './load-training-stage.ts';
import { mapWays, treeShares } from './map-ways.ts';
import { takeUpTraining } from './take-up-training.ts';

/**
 * Trains by the functions of a stage; says first what it takes and costs.
 *
 * @param name of the model
 * @returns undefined if that is all that was asked for
 * @throws {StageTrainingCancelledError} after a request to stop
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
  const objects: InputObject[] = [];
  for await (const object of stage.files.list()) objects.push(object);
  const files = listed(stage.files, objects);
  const size = await sizeOf({ ...stage, files }, options);
  const { line, assumptions, ...figures } = stage.estimate(size);
  if (options['dry-run']) {
    if (options.json === true) shell.document({ ...size, ...figures });
    else shell.say(line, '', 'Assumptions:', ...assumptions.map((each) => `- ${each}`));
    return undefined;
  }
  output.onNotice(line);
  const runs = await stage.reach();
  const id = await takeUpTraining(runs, stage.data, objects, options);
  let left: Promise<boolean> | undefined;
  const isLeft = () => {
    if (!signal.aborted) return Promise.resolve(false); // it has failed
    return (left ??= askToLeave('Stop what runs on AWS, too?', stage.ask, shell));
  };
  const training = { stage: { ...stage, files }, runs, id, isResumed: options.resume, isLeft };
  const ways = mapWays(training);
  try {
    return await trainInPieces({ options, output, signal }, ways);
  } catch (error) {
    if (!signal.aborted) throw error;
    await ways.close();
    throw new StageTrainingCancelledError(signal.reason, (await left) ?? false);
  } finally {
    await ways.close();
  }
}

/** The same files, as they were listed: all passes are over these. */
function listed(files: InputStore, objects: readonly InputObject[]): InputStore {
  return {
    async *list() {
      yield* await Promise.resolve(objects);
    },
    read: (...part) => files.read(...part),
  };
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
