import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { UsageError } from '@lambda-forest/cli';
import { encodeFeatures, readerRules } from '@lambda-forest/data';
import type { Schema } from '@lambda-forest/schema';
import { BATCH_ROWS, CsvRows, JsonRows, RowBatch } from '@lambda-forest/scoring';

import { defaultDataOptions } from '../models/read-for-model.ts';
import { decompressed, isParquet } from '../decompress.ts';
import { STDIN } from '../locations.ts';
import { readDataFiles, unreadable } from '../read-data-file.ts';

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

const PIECE_BYTES = 262_144;
const OPENING_BRACE = 123;
/** UTF-16 says what it is in its first bytes, and is rare enough for the slower way. */
const UTF16_MARKS = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

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
 * Reads rows by a model's schema, batch by batch. CSV and JSON Lines stream; a Parquet file and text in UTF-16 are
 * read as a whole first.
 *
 * @throws {UsageError} for a file that cannot be read
 * @throws {ScoringInputError} for a file that no rows can be read from
 * @throws {DataValidationError} for cells of a Parquet file that do not fit
 */
export async function readRows(
  file: string,
  schema: Schema,
  { name }: RowSource,
  { onBatch, onPiece }: RowEvents,
): Promise<void> {
  let done = 0;
  try {
    const opened = await decompressed(bytesOf(file), (bytes) => (done += bytes.length));
    const { start } = opened;
    if (isParquet(start) || isUtf16(start)) {
      await readWhole(file, schema, onBatch, onPiece);
      return;
    }
    const options = { source: name, onBatch };
    const decoder = startsWithBrace(start)
      ? new JsonRows(schema, options)
      : new CsvRows(schema, options);
    for await (const chunk of opened.chunks) {
      decoder.push(chunk);
      if (!(await onPiece(done))) return;
    }
    decoder.end();
    await onPiece(done);
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array, void, undefined> {
  const stream =
    file === STDIN ? process.stdin : createReadStream(file, { highWaterMark: PIECE_BYTES });
  for await (const chunk of stream) yield chunk as Uint8Array;
}

function startsWithBrace(start: Uint8Array): boolean {
  const first = start.find((byte) => byte > 32 && byte < 0x80);
  return first === OPENING_BRACE;
}

function isUtf16(start: Uint8Array): boolean {
  return UTF16_MARKS.some((mark) => mark.every((byte, i) => start[i] === byte));
}

async function readWhole(
  file: string,
  schema: Schema,
  onBatch: (batch: RowBatch) => void,
  onPiece: (done: number) => Promise<boolean>,
): Promise<void> {
  if (file === STDIN) {
    throw new UsageError(
      'Found Parquet or UTF-16 on standard input, expected CSV or JSON Lines in UTF-8.',
      'Write it into a file and name that with --data.',
    );
  }
  const { table } = await readDataFiles({
    files: [file],
    options: defaultDataOptions(),
    rules: readerRules(schema),
  });
  const columns = encodeFeatures(table, schema);
  const batch = new RowBatch(columns.length, BATCH_ROWS);
  for (let first = 0; first < table.rowCount; first += BATCH_ROWS) {
    batch.count = Math.min(BATCH_ROWS, table.rowCount - first);
    for (let i = 0; i < batch.count; i++) {
      batch.lines[i] = table.lines[first + i]!;
      for (let feature = 0; feature < columns.length; feature++) {
        batch.rows[i * columns.length + feature] = columns[feature]![first + i]!;
      }
    }
    onBatch(batch);
    if (!(await onPiece(0))) return;
  }
}
