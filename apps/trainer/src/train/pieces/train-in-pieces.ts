import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createHistogramEngine } from '@lambda-forest/training';

import type { Output } from '../../output/console-output.ts';
import type { DataFile } from '../../reading/read-data-file.ts';
import { datasetOptions, train } from '../pipeline.ts';
import type { Training } from '../pipeline.ts';
import { placeError } from '../place-error.ts';
import { DEFAULT_PIECE_MB } from '../train-options.ts';
import type { TrainOptions } from '../train-options.ts';
import { TreeProcesses } from '../trees/tree-processes.ts';
import { wordColumns } from '../word-columns.ts';
import { readInPieces } from './read-in-pieces.ts';

const BYTES_PER_MEBIBYTE = 2 ** 20;

export interface TrainRequest {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly options: TrainOptions;
  readonly output: Output;
  readonly signal: AbortSignal;
}

export interface Trained {
  readonly file: DataFile;
  readonly training: Training;
}

/**
 * Reads the table in pieces, and grows trees, in processes of this machine. What follows is what a table in memory goes
 * through, and so the model is the same to the byte.
 */
export async function trainInPieces(request: TrainRequest): Promise<Trained> {
  const { files, options, output, signal } = request;
  const workers = options.workers!;
  const folder = await mkdtemp(join(tmpdir(), 'lambda-forest-train-'));
  const trees = new TreeProcesses({ workers, folder });
  try {
    const { file, read, known } = await readInPieces({
      files,
      options,
      keepWords: wordColumns(options),
      datasetOptions: datasetOptions(options),
      workers,
      pieceBytes: (options['piece-mb'] ?? DEFAULT_PIECE_MB) * BYTES_PER_MEBIBYTE,
      folder,
      signal,
      onProgress: (label, done, total) => output.onProgress(label, done, total),
    });
    output.onRead(file);
    const engine = createHistogramEngine(workers, { known, grow: trees.grow });
    const ways = { readAs: () => read, engine };
    const training = await train(file, options, output, signal, ways).catch((error: unknown) => {
      throw placeError(error, file);
    });
    return { file, training };
  } finally {
    await trees.close();
    await rm(folder, { recursive: true, force: true });
  }
}
