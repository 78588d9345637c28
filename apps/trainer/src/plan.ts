import { join } from 'node:path';

import { ARTIFACT_FILES } from '@lambda-forest/artifacts';

import { locate, outputsOf } from './locations.ts';
import { hashDataFile } from './read-data-file.ts';
import type { TrainOptions } from './train-options.ts';

/** What a build tool has to know about a training before it runs: printed as JSON by `plan`. */
export interface Plan {
  /** Files that are read, with their content's hash in hexadecimal. */
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[];
  /** Files that are written. */
  readonly outputs: readonly string[];
  /** What the result depends on, by value: a default that is given changes nothing, nor does the number of threads. */
  readonly options: Omit<TrainOptions, 'n-jobs'>;
  /** The Node that trains: its version stands in metadata.json. */
  readonly node: string;
  /** With `--json`: the output that holds the document to print. */
  readonly document?: string;
}

/** @throws {UsageError} if the data file cannot be read */
export async function planTraining(options: TrainOptions): Promise<Plan> {
  const locations = locate(options);
  const { dataFile, outputDir } = locations;
  const { 'n-jobs': _, ...settings } = options;
  return {
    inputs: [{ path: dataFile, sha256: await hashDataFile(dataFile) }],
    outputs: outputsOf(locations),
    options: settings,
    node: process.versions.node,
    ...(options.json ? { document: join(outputDir, ARTIFACT_FILES.metadata) } : {}),
  };
}
