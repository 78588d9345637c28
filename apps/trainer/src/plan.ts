import { join } from 'node:path';

import { ARTIFACTS, locate } from './locations.ts';
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
  const { dataFile, outputDir } = locate(options);
  const { 'n-jobs': _, ...settings } = options;
  return {
    inputs: [{ path: dataFile, sha256: await hashDataFile(dataFile) }],
    outputs: Object.values(ARTIFACTS).map((file) => join(outputDir, file)),
    options: settings,
    node: process.versions.node,
    ...(options.json ? { document: join(outputDir, ARTIFACTS.metadata) } : {}),
  };
}
