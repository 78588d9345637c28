import { Buffer } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { UsageError } from '@lambda-forest/cli';
import { encodeFeatures, readerRules, sniffText, TableReader } from '@lambda-forest/data';
import type { Table } from '@lambda-forest/data';
import type { Schema } from '@lambda-forest/schema';
import { BATCH_ROWS, CsvRows, JsonRows, RowBatch } from '@lambda-forest/scoring';
import type { RowDecoder } from '@lambda-forest/scoring';

import type { DataOptions, READING_OPTIONS } from '../data-options.ts';
import { defaultDataOptions } from '../models/read-for-model.ts';
import { decompressed, isParquet } from '../decompress.ts';
import { STDIN } from '../locations.ts';
import { readDataFiles, unreadable } from '../read-data-file.ts';
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

const PIECE_BYTES = 262_144;
const OPENING_BRACE = 123;
/** What a text is like is found out from so many bytes, as in training. */
const SAMPLE_BYTES = 262_144;

/** Which rows to read, and how. */
export interface RowsRequest {
  readonly file: string;
  /** What messages call it. */
  readonly name: string;
  readonly schema: Schema;
  readonly options: ReadingOptions;
}

type ReadingOptions = Pick<DataOptions, keyof typeof READING_OPTIONS>;

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
    const opened = await decompressed(bytesOf(file), (bytes) => (done += bytes.length));
    if (isParquet(opened.start) || options.format === 'parquet') {
      await sendTable(await readParquet(request), schema, events);
      return;
    }
    const { sample, isWhole, chunks } = await sampled(opened.chunks);
    const decoder = streamingDecoder(request, sample, isWhole, events.onBatch);
    if (decoder === undefined) {
      await sendTable(await readText(request, chunks), schema, events);
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

/** What reads the rows while they come, or undefined for text that it would read in another way than training. */
function streamingDecoder(
  { name, schema, options }: RowsRequest,
  sample: Uint8Array,
  isWhole: boolean,
  onBatch: RowEvents['onBatch'],
): RowDecoder | undefined {
  const { format, delimiter, quote, decimal, encoding } = options;
  const isSaid = [delimiter, quote, decimal, encoding].some((each) => each !== undefined);
  if (isSaid || format !== 'auto' || sample.length === 0) return undefined;
  const settings = { source: name, onBatch };
  const kind = sniffText(sample, isWhole);
  if (kind.encoding !== 'UTF-8') return undefined;
  if (kind.dialect === undefined) {
    return startsWithBrace(sample) ? new JsonRows(schema, settings) : undefined;
  }
  const { dialect } = kind;
  const isCommon = dialect.quote === '"' && !(dialect.delimiter === ',' && dialect.decimal === ',');
  return isCommon ? new CsvRows(schema, settings) : undefined;
}

/** Reads ahead until there is a sample; `chunks` has it too. */
async function sampled(chunks: AsyncIterable<Uint8Array>): Promise<{
  sample: Uint8Array;
  isWhole: boolean;
  chunks: AsyncIterable<Uint8Array>;
}> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let bytes = 0;
  let isWhole = false;
  while (bytes < SAMPLE_BYTES && !isWhole) {
    const next = await iterator.next();
    isWhole = next.done === true;
    if (next.done !== true) {
      first.push(next.value);
      bytes += next.value.length;
    }
  }
  const sample = Buffer.concat(first);
  return {
    sample: sample.subarray(0, SAMPLE_BYTES),
    isWhole: isWhole && sample.length <= SAMPLE_BYTES,
    chunks: (async function* () {
      if (sample.length > 0) yield sample;
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    })(),
  };
}

/** Any text, by training's own reader. */
async function readText(
  { name, schema, options }: RowsRequest,
  chunks: AsyncIterable<Uint8Array>,
): Promise<Table> {
  const { format, delimiter, quote, decimal, encoding } = options;
  const reader = new TableReader(name, {
    ...readerRules(schema),
    ...((format === 'csv' || format === 'jsonl') && { format }),
    ...(delimiter !== undefined && { delimiter }),
    ...(quote !== undefined && { quote }),
    ...(decimal !== undefined && { decimal }),
    encoding,
  });
  reader.begin(name);
  for await (const chunk of chunks) reader.push(chunk);
  reader.end();
  return reader.finish();
}

async function readParquet({ file, schema, options }: RowsRequest): Promise<Table> {
  if (file === STDIN) {
    throw new UsageError(
      'Found Parquet on standard input, expected CSV or JSON Lines.',
      'Write it into a file and name that with --data.',
    );
  }
  const { table } = await readDataFiles({
    files: [file],
    options: { ...defaultDataOptions(), ...options },
    rules: readerRules(schema),
  });
  return table;
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
