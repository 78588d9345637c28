import { resolve } from 'node:path';

import { trainerCommand } from '../trainer-command.ts';
import { locate, outputsOf } from './locations.ts';
import { hashDataFile } from '../reading/read-data-file.ts';
import { TRAIN_OPTIONS } from './train-options.ts';
import type { TrainOptions } from './train-options.ts';

/** What a build tool has to know about a training before it runs: printed as JSON by `plan`. */
export interface Plan {
  /** Files that are read, with their content's hash in hexadecimal; standard input is `-`. */
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[];
  /** Files that are written. */
  readonly outputs: readonly string[];
  /** What the result depends on, by value: a default that is given changes nothing, nor does the number of threads. */
  readonly options: Omit<TrainOptions, 'n-jobs'>;
  /** The Node that trains: its version stands in metadata.json. */
  readonly node: string;
}

/** @throws {UsageError} if a file cannot be read */
export async function planTraining(options: TrainOptions): Promise<Plan> {
  const locations = locate(options);
  const { dataFiles } = locations;
  const { 'n-jobs': _, ...settings } = options;
  const others = [options['test-data'], options.schema].filter((path) => path !== undefined);
  const inputs: Plan['inputs'][number][] = [];
  for (const path of [...dataFiles, ...others.map((path) => resolve(path))]) {
    inputs.push({ path, sha256: await hashDataFile(path) });
  }
  return {
    inputs,
    outputs: outputsOf(locations),
    options: settings,
    node: process.versions.node,
  };
}

export const planCommand = trainerCommand({
  options: TRAIN_OPTIONS,
  run: async (options, shell) => shell.document(await planTraining(options)),
});
