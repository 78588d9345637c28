import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

import {
  openParquet,
  refuseForeignFormat,
  refuseJsonList,
  SAMPLE_BYTES,
  sniffText,
  transcoder,
} from '@lambda-forest/table';
import type { Schema } from '@lambda-forest/schema';
import { CsvRows, JsonRows, TypedRows } from '@lambda-forest/scoring';
import type { RowBatch, TypedCell } from '@lambda-forest/scoring';

import type { ReadingOptions } from '../options/data-options.ts';
import { peek } from '../reading/decompress.ts';
import type { OpenedBytes } from '../reading/decompress.ts';
import { STDIN } from '../train/locations.ts';
import {
  isParquetFile,
  openData,
  parquetBytes,
  textChoice,
  unreadable,
} from '../reading/read-data-file.ts';
import { guardMemory } from '../reading/require-memory.ts';

export interface RowSource {
  /** What messages call it. */
  readonly name: string;
  /** Bytes of the file; 0 where it is not known. */
  readonly size: number;
}

export interface RowEvents {
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
  /** Aborting it ends the reading. */
  readonly signal: AbortSignal;
}

/** @throws {UsageError} if there is no such file or it cannot be read */
export async function findRows(file: string): Promise<RowSource> {
  if (file === STDIN) return { name: 'stdin', size: 0 };
  const found = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (found.isDirectory()) throw unreadable(file, Object.assign(new Error(), { code: 'EISDIR' }));
  return { name: basename(file), size: found.isFile() ? found.size : 0 };
}

/**
 * Reads rows by a model's schema, batch by batch, in whatever way training reads its table: text streams, turned
 * into UTF-8 where it is none, and Parquet comes a group of rows at a time.
 *
 * @throws {UsageError} for a file that cannot be read
 * @throws {ReadingCancelledError} once the signal is aborted
 * @throws {DataValidationError} for bytes that are no text, and damaged Parquet
 * @throws {ScoringInputError} for a file that no rows can be read from
 */
export async function readRows(request: RowsRequest, events: RowEvents): Promise<void> {
  const { file, options } = request;
  let done = 0;
  const onPiece = () => events.onPiece(done);
  try {
    const packed = await openData(file, (bytes) => (done += bytes.length), request.signal);
    const { start, isWhole, chunks } = await peek(packed.chunks, SAMPLE_BYTES);
    const opened = { ...packed, start, chunks };
    if (isParquetFile(options, opened)) await readParquetRows(request, opened, events, onPiece);
    else await readTextRows(request, { start, isWhole, chunks }, events, onPiece);
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function readTextRows(
  { name, schema, options }: RowsRequest,
  { start, isWhole, chunks }: Awaited<ReturnType<typeof peek>>,
  { onBatch }: RowEvents,
  onPiece: () => Promise<boolean>,
): Promise<void> {
  refuseForeignFormat(name, start);
  const sample = start.subarray(0, SAMPLE_BYTES);
  const kind = sniffText(sample, isWhole && sample.length === start.length, textChoice(options));
  if (kind.format === 'json') throw refuseJsonList(name);
  const settings = { source: name, onBatch };
  const rows =
    kind.format === 'jsonl'
      ? new JsonRows(schema, settings)
      : new CsvRows(schema, kind.dialect, settings);
  const text = transcoder(name, kind.encoding);
  for await (const chunk of chunks) {
    rows.push(text.push(chunk));
    if (!(await onPiece())) return;
  }
  rows.push(text.end());
  rows.end();
  await onPiece();
}

async function readParquetRows(
  { file, name, schema }: RowsRequest,
  opened: OpenedBytes,
  { onBatch }: RowEvents,
  onPiece: () => Promise<boolean>,
): Promise<void> {
  const opening = await parquetBytes(file, opened, guardMemory(name));
  try {
    const parquet = await openParquet(name, opening.source);
    const rows = new TypedRows(schema, parquet.names, { source: name, onBatch });
    for (const group of parquet.groups) {
      const cells: (readonly TypedCell[])[] = [];
      for (const column of rows.columns) cells.push(await parquet.read(group, column));
      rows.push(cells, group.rowCount);
      if (!(await onPiece())) return;
    }
    rows.end();
    await onPiece();
  } finally {
    await opening.close();
  }
}
