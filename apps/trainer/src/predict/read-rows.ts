import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

import {
  encodeFeatures,
  readerRules,
  SAMPLE_BYTES,
  sniffText,
  TableReader,
} from '@lambda-forest/data';
import type { Table } from '@lambda-forest/data';
import type { Schema } from '@lambda-forest/schema';
import { BATCH_ROWS, CsvRows, JsonRows, RowBatch } from '@lambda-forest/scoring';
import type { RowDecoder } from '@lambda-forest/scoring';

import type { ReadingOptions } from '../data-options.ts';
import { isParquet, peek } from '../decompress.ts';
import { STDIN } from '../locations.ts';
import { openData, readInto, textChoice, unreadable } from '../read-data-file.ts';
import { guardMemory } from '../require-memory.ts';
import { Utf8Check } from './utf8-check.ts';

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
 * Reads rows by a model's schema, batch by batch. JSON Lines and CSV as most programs write it stream. A Parquet
 * file, and text that is quoted, separated or encoded in another way, or said to be, are read as a whole first.
 *
 * @throws {UsageError} for a file that cannot be read
 * @throws {ScoringInputError} for a file that no rows can be read from
 * @throws {DataValidationError} for cells of a file read as a whole that do not fit
 */
export async function readRows(request: RowsRequest, events: RowEvents): Promise<void> {
  const { file, name, schema, options } = request;
  let done = 0;
  try {
    const packed = await openData(file, (bytes) => (done += bytes.length));
    const { start, isWhole, chunks } = await peek(packed.chunks, SAMPLE_BYTES);
    const decoder = streamingDecoder(request, start, isWhole, events.onBatch);
    if (decoder === undefined) {
      const reader = new TableReader(name, { ...readerRules(schema), ...textChoice(options) });
      await readInto(reader, file, name, options, { ...packed, start, chunks }, guardMemory(name));
      await sendTable(reader.finish(), schema, events);
      return;
    }
    const check = new Utf8Check(name);
    for await (const chunk of chunks) {
      check.push(chunk);
      decoder.push(chunk);
      if (!(await events.onPiece(done))) return;
    }
    check.end();
    decoder.end();
    await events.onPiece(done);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** What reads the rows while they come, or undefined where only training's own reader reads them as training does. */
function streamingDecoder(
  { name, schema, options }: RowsRequest,
  start: Uint8Array,
  isWhole: boolean,
  onBatch: RowEvents['onBatch'],
): RowDecoder | undefined {
  const isSaid = options.format !== 'auto' || Object.keys(textChoice(options)).length > 0;
  if (isSaid || start.length === 0 || isParquet(start)) return undefined;
  const sample = start.subarray(0, SAMPLE_BYTES);
  const kind = sniffText(sample, isWhole && sample.length === start.length);
  if (kind.encoding !== 'UTF-8' || kind.format === 'json') return undefined;
  const settings = { source: name, onBatch };
  if (kind.format === 'jsonl') return new JsonRows(schema, settings);
  const { delimiter, quote, decimal } = kind.dialect;
  const isCommon = quote === '"' && !(delimiter === ',' && decimal === ',');
  return isCommon ? new CsvRows(schema, settings) : undefined;
}

async function sendTable(
  table: Table,
  schema: Schema,
  { onBatch, onPiece }: RowEvents,
): Promise<void> {
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
