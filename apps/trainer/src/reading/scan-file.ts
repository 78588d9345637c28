import { createReadStream } from 'node:fs';
import { addAbortSignal } from 'node:stream';

import { UsageError } from '@lambda-forest/cli';
import {
  decompressed,
  isParquet,
  memorySource,
  scanParquet,
  TextScanner,
} from '@lambda-forest/table';
import type { ByteSource, OpenedBytes, TableSinks, TextChoice } from '@lambda-forest/table';
import { defined } from '@lambda-forest/text';

import type { ReadingOptions } from '../options/data-options.ts';
import { STDIN } from '../train/locations.ts';
import { fileSource } from './parquet-source.ts';
import type { MemoryGuard } from './require-memory.ts';
import { unreadable } from './unreadable.ts';

const CHUNK_BYTES = 262_144;

export interface ScanRequest {
  readonly file: string;
  /** What messages call it. */
  readonly source: string;
  readonly options: ReadingOptions;
  /** Of Parquet that has to be held as a whole. */
  readonly memory: MemoryGuard;
  /** Aborting it ends the reading. */
  readonly signal?: AbortSignal | undefined;
  /** Given every piece as it comes in, compressed or not. */
  readonly onBytes: (bytes: Uint8Array) => void;
  /** After each piece of text, with its length, and each group of rows of Parquet. Answering false ends the reading. */
  readonly onPiece: (bytes: number) => Promise<boolean>;
}

/**
 * Reads a file's rows into sinks, in whatever way training, evaluation and prediction read their tables.
 *
 * @returns whether all of the file was read
 * @throws {UsageError} if there is no such file or it cannot be read
 * @throws {ReadingCancelledError} once the signal is aborted
 * @throws {DataValidationError} for what is no table
 */
export async function scanFile(request: ScanRequest, to: TableSinks): Promise<boolean> {
  const sinks = refusingForeignOptions(to, request);
  const { file, source, options, memory, onBytes, onPiece } = request;
  try {
    const opened = await decompressed(bytesOf(file, request.signal), onBytes);
    if (isParquetFile(source, options, opened)) {
      const { source: bytes, close } = await parquetBytes(file, opened, memory);
      try {
        return await scanParquet(source, bytes, sinks.parquet(), () => onPiece(0));
      } finally {
        await close();
      }
    }
    const scanner = new TextScanner(source, textChoice(options), sinks);
    for await (const chunk of opened.chunks) {
      scanner.push(chunk);
      if (!(await onPiece(chunk.length))) return false;
    }
    scanner.end();
    return true;
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Options that say how CSV is written. */
const OF_CSV = [
  'delimiter',
  'quote',
  'decimal',
  'thousands',
  'skip-rows',
  'skip-rows-after-header',
] as const satisfies readonly (keyof ReadingOptions)[];

/** The same sinks, which refuse a format that an option of the user means nothing for. */
function refusingForeignOptions(sinks: TableSinks, { source, options }: ScanRequest): TableSinks {
  const refuse = (format: string, names: readonly (keyof ReadingOptions)[]) => {
    const [foreign] = names.filter((name) => options[name] !== undefined && options[name] !== 0);
    if (foreign === undefined) return;
    throw new UsageError(
      `Found --${foreign} for ${source}, which is ${format}, expected it with ${foreign === 'encoding' ? 'a text' : 'CSV'} only.`,
      `Leave --${foreign} out, or say with --format what the file is.`,
    );
  };
  return {
    csv: (...read) => sinks.csv(...read),
    jsonLines(...read) {
      refuse('JSON Lines', OF_CSV);
      return sinks.jsonLines(...read);
    },
    parquet() {
      refuse('Parquet', [...OF_CSV, 'encoding']);
      return sinks.parquet();
    },
  };
}

/** What the options say about a text. */
export function textChoice(options: ReadingOptions): TextChoice {
  const { format, delimiter, quote, decimal, thousands, encoding } = options;
  if (decimal === thousands && decimal !== undefined) {
    throw new UsageError(
      `Found ${decimal} after --decimal and --thousands, expected two marks.`,
      'Leave out one of them.',
    );
  }
  return {
    ...((format === 'csv' || format === 'jsonl') && { format }),
    ...defined({ delimiter, quote, decimal, thousands, encoding }),
    skipRows: options['skip-rows'],
    skipRowsAfterHeader: options['skip-rows-after-header'],
  };
}

/** @throws {UsageError} for a file that is said to be Parquet and is not */
function isParquetFile(
  source: string,
  { format }: ReadingOptions,
  { start }: OpenedBytes,
): boolean {
  if (format === 'csv' || format === 'jsonl') return false;
  const isFound = isParquet(start);
  if (isFound || format === 'auto') return isFound;
  throw new UsageError(
    `Found --format=parquet for ${source}, which does not begin as Parquet does.`,
    'Leave --format out, or name the format that the file has.',
  );
}

/**
 * The bytes of a Parquet file, for a reader that wants now these, now those: from a plain file only the ones that
 * are needed; from anything else all, held in memory.
 *
 * @param opened whose bytes are all read first, for their hash and number
 */
async function parquetBytes(
  file: string,
  opened: OpenedBytes,
  memory: MemoryGuard,
): Promise<{ readonly source: ByteSource; readonly close: () => Promise<void> }> {
  if (file === STDIN || opened.isCompressed) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of opened.chunks) {
      memory.add(chunk.length);
      chunks.push(chunk);
    }
    return { source: memorySource(chunks), close: () => Promise.resolve() };
  }
  let read = 0;
  for await (const chunk of opened.chunks) read += chunk.length;
  return fileSource(file, read);
}

/** A file's bytes as they are, or those of standard input. */
export async function* bytesOf(
  file: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream =
    file === STDIN ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  if (signal !== undefined) addAbortSignal(signal, stream);
  for await (const chunk of stream) yield chunk as Uint8Array;
}
