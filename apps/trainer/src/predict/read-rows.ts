import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

import type { Schema } from '@lambda-forest/schema';
import { RowReader } from '@lambda-forest/scoring';
import type { Keep, RowBatch, RowReaderOptions } from '@lambda-forest/scoring';

import type { ReadingOptions } from '../options/data-options.ts';
import { guardMemory } from '../reading/require-memory.ts';
import { scanFile } from '../reading/scan-file.ts';
import { systemError } from '../files/system-error.ts';
import { unreadable } from '../reading/unreadable.ts';
import { STDIN } from '../train/locations.ts';

export interface RowSource {
  /** What messages call it. */
  readonly name: string;
  /** Bytes of the file; 0 where it is not known. */
  readonly size: number;
}

export interface RowEvents extends Pick<RowReaderOptions, 'onNotice'> {
  /** Each batch in turn; the next one is read when this settles. */
  readonly onBatch: (batch: RowBatch) => void;
  /** Between pieces of the file: `done` bytes are read. Answering false ends the reading. */
  readonly onPiece: (done: number) => Promise<boolean>;
}

/** Which rows to read, and how. */
export interface RowsRequest {
  readonly file: string;
  /** What messages call it. */
  readonly name: string;
  readonly schema: Schema;
  readonly options: ReadingOptions;
  readonly keep: Keep | undefined;
  /** Aborting it ends the reading. */
  readonly signal: AbortSignal;
}

/** @throws {UsageError} if there is no such file or it cannot be read */
export async function findRows(file: string): Promise<RowSource> {
  if (file === STDIN) return { name: 'stdin', size: 0 };
  const found = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (found.isDirectory()) throw unreadable(file, systemError('EISDIR'));
  return { name: basename(file), size: found.isFile() ? found.size : 0 };
}

/**
 * Reads rows by a model's schema, batch by batch, in whatever way training reads its table.
 *
 * @throws as `scanFile`
 * @throws {DataValidationError} for a file without rows, or without a column that the model reads
 */
export async function readRows(request: RowsRequest, events: RowEvents): Promise<void> {
  const { file, name, schema, options, keep, signal } = request;
  const reader = new RowReader(schema, { ...events, source: name, keep });
  let done = 0;
  const onPiece = () => events.onPiece(done);
  const onBytes = (bytes: Uint8Array) => (done += bytes.length);
  const memory = guardMemory(name);
  const isComplete = await scanFile(
    { file, source: name, options, memory, signal, onBytes, onPiece },
    reader,
  );
  if (!isComplete) return;
  reader.end();
  await onPiece();
}
