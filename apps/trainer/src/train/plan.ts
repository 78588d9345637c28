import { join, resolve } from 'node:path';

import { ARTIFACT_FILES } from '@lambda-forest/artifacts';
import { UsageError } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';

import { trainerCommand } from '../trainer-command.ts';
import { hashInputs } from './artifact-hashes.ts';
import type { InputFile } from './artifact-hashes.ts';
import { latestFileOf, locate } from './locations.ts';
import type { Target } from './locations.ts';
import { hashDataFile } from '../reading/read-data-file.ts';
import { TRAIN_OPTIONS } from './train-options.ts';
import type { TrainOptions } from './train-options.ts';
import { planPlace } from './versions.ts';
import { filledInCard } from './write-artifacts.ts';

/** What a build tool has to know about a training before it runs: printed as JSON by `plan`. */
export interface Plan {
  /** Files that are read, with their content's hash in hexadecimal; standard input is `-`. */
  readonly inputs: readonly InputFile[];
  /**
   * Files that are written; a model card that was filled in is not among them. Empty where only the training can tell
   * whether it may write.
   */
  readonly outputs: readonly string[];
  /** Hashes of the models beside which this one gets its version. */
  readonly older: readonly string[];
  /** What the result depends on, by value: a default that is given changes nothing, nor does the number of threads. */
  readonly options: Omit<TrainOptions, 'n-jobs' | 'piece-mb'>;
  /** The Node that trains: its version stands in metadata.json. */
  readonly node: string;
}

/** @throws {UsageError} if a file cannot be read, or is not on this machine */
export async function planTraining(options: TrainOptions): Promise<Plan> {
  if (options.on === 'aws') {
    throw new UsageError(
      'Found --on=aws in a task of Nx, which cannot see whether the table has changed, expected --on=here.',
      'Run "npx lambda-forest train".',
    );
  }
  const { dataFiles, target } = locate(options);
  const { 'n-jobs': _jobs, 'piece-mb': _pieceMb, ...settings } = options;
  const others = [options['test-data'], options.schema].filter((path) => path !== undefined);
  const inputs: InputFile[] = [];
  for (const path of [...dataFiles, ...others.map((path) => resolve(path))]) {
    inputs.push({ path, sha256: await hashDataFile(path) });
  }
  return {
    inputs,
    ...(await placeOf(target, hashInputs(inputs, options))),
    options: settings,
    node: process.versions.node,
  };
}

async function placeOf(target: Target, inputs: string): Promise<Pick<Plan, 'outputs' | 'older'>> {
  const place = await planPlace(target, inputs);
  if (place === undefined) return { outputs: [], older: [] };
  const { folder, older } = place;
  const { card, ...others } = ARTIFACT_FILES;
  const isFilledIn = (await filledInCard(folder)) !== undefined;
  const files = [...Object.values(others), ...(isFilledIn ? [] : [card])];
  const latest = latestFileOf(target);
  const paths = files.map((file) => join(folder, file));
  return { outputs: latest === undefined ? paths : [...paths, latest], older };
}

export const planCommand = trainerCommand({
  options: TRAIN_OPTIONS,
  load: () => Promise.resolve(printPlan),
});

async function printPlan(options: TrainOptions, shell: Shell): Promise<void> {
  shell.document(await planTraining(options));
}
