import { createHistogramEngine } from '@lambda-forest/training';

import type { Output } from '../../output/console-output.ts';
import type { DataFile } from '../../reading/read-data-file.ts';
import { train } from '../pipeline.ts';
import { datasetOptions } from '../table-ways.ts';
import { placeError } from '../place-error.ts';
import { DEFAULT_PIECE_MB } from '../options/work-options.ts';
import type { TrainOptions } from '../train-options.ts';
import type { Training } from '../training.ts';
import { TreesElsewhere } from '../trees/trees-elsewhere.ts';
import { wordColumns } from '../word-columns.ts';
import { readInPieces } from './read-in-pieces.ts';
import type { Ways } from './ways.ts';

const BYTES_PER_MEBIBYTE = 2 ** 20;

export interface TrainRequest {
  readonly options: TrainOptions;
  readonly output: Output;
  readonly signal: AbortSignal;
}

export interface Trained {
  readonly file: DataFile;
  readonly training: Training;
  /** Of the files, in their order. */
  readonly paths: readonly string[];
}

/**
 * Reads the table in pieces, and grows trees, elsewhere. What follows is what a table in memory goes through, and so the
 * model is the same to the byte.
 */
export async function trainInPieces(
  { options, output, signal }: TrainRequest,
  ways: Ways,
): Promise<Trained> {
  const trees = new TreesElsewhere(ways.trees);
  try {
    const { file, read, known, paths } = await readInPieces({
      ways,
      options,
      keepWords: wordColumns(options),
      datasetOptions: datasetOptions(options),
      pieceBytes: pieceBytes(options),
      signal,
      onProgress: (label, done, total) => output.onProgress(label, done, total),
    });
    output.onRead(file);
    const engine = createHistogramEngine(1, { known, grow: trees.grow });
    const tableWays = { readAs: () => read, engine };
    const training = await train(file, options, output, signal, tableWays).catch(
      (error: unknown) => {
        throw placeError(error, file);
      },
    );
    return { file, training, paths };
  } finally {
    await trees.close();
  }
}

export function pieceBytes(options: TrainOptions): number {
  return (options['piece-mb'] ?? DEFAULT_PIECE_MB) * BYTES_PER_MEBIBYTE;
}
