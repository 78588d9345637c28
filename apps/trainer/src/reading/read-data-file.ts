import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { addAbortSignal } from 'node:stream';

import { UsageError } from '@lambda-forest/cli';
import { parseSchemaChoice, TableReader } from '@lambda-forest/data';
import type { SchemaChoice, Table, TableRules } from '@lambda-forest/data';
import type { ByteSource, TextChoice } from '@lambda-forest/table';
import { MISSING_MARKERS } from '@lambda-forest/schema';

import type { DataOptions, ReadingOptions } from '../options/data-options.ts';
import { decompressed, isParquet } from './decompress.ts';
import type { OpenedBytes } from './decompress.ts';
import { ReadingCancelledError } from '../errors.ts';
import { STDIN } from '../train/locations.ts';
import type { FileRecord } from '../models/held-out-record.ts';
import { fileSource, memorySource } from './parquet-source.ts';
import { guardMemory, requireMemory } from './require-memory.ts';
import type { MemoryGuard } from './require-memory.ts';
import { unpackedSize } from './unpacked-size.ts';

/** What was read, in memory. */
export interface DataFile {
  /** The file's name without its folder, or of several the first one's: what provenance calls the data. */
  readonly source: string;
  /** Of the bytes, in hexadecimal; of several files, of their hashes one after the other. */
  readonly sha256: string;
  /** Each file with its own hash, in the order of the table's parts. */
  readonly files: readonly FileRecord[];
  readonly table: Table;
  /** What a person said that columns are. */
  readonly choice: SchemaChoice;
  /** Spellings of a missing value in lower case, where they are not the usual ones. */
  readonly missingMarkers: readonly string[] | undefined;
  /** Index of the first row of a test file. Absent without one. */
  readonly firstTestRow: number | undefined;
}

export interface ReadRequest {
  /** Absolute paths, or STDIN alone. */
  readonly files: readonly string[];
  /** A file of rows to test on. */
  readonly testFile?: string | undefined;
  readonly options: DataOptions;
  /** Columns of which every distinct cell is needed: the target of classes, groups. */
  readonly keepWords?: readonly string[];
  /** Columns that options name: they are read, even where the schema says to ignore them as features. */
  readonly named?: readonly (string | undefined)[];
  /** How a model's own tables are read, in place of what the options say about missing values. */
  readonly rules?: TableRules;
  /** Aborting it ends the reading. */
  readonly signal?: AbortSignal;
  /** Told how many bytes of all are read. */
  readonly onProgress?: (done: number, total: number) => void;
}

const CHUNK_BYTES = 262_144;

/**
 * Reads tables into columns.
 *
 * @throws {UsageError} if there is no such file, it cannot be read, or it is too large for the memory
 * @throws {ReadingCancelledError} once the signal is aborted
 * @throws {DataValidationError} for what is no table
 */
export async function readDataFiles(request: ReadRequest): Promise<DataFile> {
  const { files, testFile, options, onProgress = () => undefined } = request;
  const choice = await readChoice(options.schema);
  const all = testFile === undefined ? files : [...files, testFile];
  const sizes = await Promise.all(all.map(sizeOf));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const unpacked = sizes.reduce((sum, size) => sum + size.unpackedBytes, 0);
  requireMemory(all[0]!, unpacked);

  const source = sourceOf(files);
  const missingMarkers = markersOf(options, choice);
  const reader = new TableReader(source, {
    missingMarkers,
    keepWords: [...(request.keepWords ?? []), ...wordColumns(choice)],
    leaveOut: ignoredColumns(choice).filter((name) => request.named?.includes(name) !== true),
    ...request.rules,
    ...textChoice(options),
  });
  const memory = guardMemory(source);
  const hashes: string[] = [];
  let done = 0;
  for (const file of all) {
    const hash = createHash('sha256');
    const onBytes = (bytes: Uint8Array) => {
      hash.update(bytes);
      done += bytes.length;
      onProgress(Math.min(done, total), Math.max(total, 1));
    };
    const opened = await openData(file, onBytes, request.signal);
    await readInto(reader, file, all.length === 1 ? source : nameOf(file), options, opened, memory);
    hashes.push(hash.digest('hex'));
  }
  const table = reader.finish();
  return {
    source,
    sha256: combineHashes(hashes),
    files: hashes.map((sha256, part) => ({ sha256, rows: rowsOfPart(table, part) })),
    table,
    choice,
    missingMarkers,
    firstTestRow: testFile === undefined ? undefined : firstRowOfLast(table, files.length),
  };
}

/**
 * The SHA-256 of a file's bytes, in hexadecimal, however large it is.
 *
 * @throws {UsageError} as `readDataFiles` does
 */
export async function hashDataFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await sizeOf(path);
    for await (const chunk of bytesOf(path)) hash.update(chunk);
  } catch (error) {
    throw unreadable(path, error);
  }
  return hash.digest('hex');
}

function combineHashes(hashes: readonly string[]): string {
  if (hashes.length === 1) return hashes[0]!;
  return createHash('sha256').update(hashes.join('')).digest('hex');
}

/** What `--schema` says. Without it, nothing. */
async function readChoice(path: string | undefined): Promise<SchemaChoice> {
  if (path === undefined) return { columns: [] };
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(path, error, 'a schema in JSON');
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(
      `Found text that is no JSON in ${path}.`,
      'Correct the file after --schema.',
    );
  }
  return parseSchemaChoice(value, basename(path));
}

/** Lower case, sorted; undefined for the usual ones. */
function markersOf(options: DataOptions, choice: SchemaChoice): readonly string[] | undefined {
  const given = options['missing-values'];
  if (given === undefined && choice.missingMarkers === undefined) return undefined;
  const all = [...(choice.missingMarkers ?? MISSING_MARKERS), ...(given ?? [])];
  return [...new Set(['', ...all.map((marker) => marker.trim().toLowerCase())])].sort();
}

function wordColumns({ columns }: SchemaChoice): string[] {
  return columns
    .filter(({ kind }) => kind === 'categorical' || kind === 'boolean')
    .map(({ name }) => name);
}

function ignoredColumns({ columns }: SchemaChoice): string[] {
  return columns.filter(({ kind }) => kind === 'ignore').map(({ name }) => name);
}

/** What the options say about a text. */
export function textChoice(options: ReadingOptions): TextChoice {
  const { format, delimiter, quote, decimal, encoding } = options;
  return {
    ...((format === 'csv' || format === 'jsonl') && { format }),
    ...(delimiter !== undefined && { delimiter }),
    ...(quote !== undefined && { quote }),
    ...(decimal !== undefined && { decimal }),
    ...(encoding !== undefined && { encoding }),
  };
}

/**
 * Reads one file into a reader.
 *
 * @param source what messages call the file
 * @param opened its bytes
 * @throws as `readDataFiles`
 */
async function readInto(
  reader: TableReader,
  file: string,
  source: string,
  options: ReadingOptions,
  opened: OpenedBytes,
  memory: MemoryGuard,
): Promise<void> {
  try {
    if (isParquetFile(options, opened)) {
      const opening = await parquetBytes(file, opened, memory);
      await reader.readParquet(source, opening.source).finally(() => opening.close());
      return;
    }
    reader.begin(source);
    for await (const chunk of opened.chunks) {
      memory.add(chunk.length);
      reader.push(chunk);
    }
    reader.end();
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Whether it is said to be Parquet, or is found to be. */
export function isParquetFile({ format }: ReadingOptions, { start }: OpenedBytes): boolean {
  return format === 'parquet' || (format === 'auto' && isParquet(start));
}

/**
 * The bytes of a Parquet file, for a reader that wants now these, now those: from a plain file only the ones that
 * are needed; from anything else all, held in memory.
 *
 * @param opened whose bytes are all read first, for their hash and number
 */
export async function parquetBytes(
  file: string,
  opened: OpenedBytes,
  memory: MemoryGuard,
): Promise<{ readonly source: ByteSource; close(): Promise<void> }> {
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

/**
 * A file's bytes, unpacked, or those of standard input.
 *
 * @param onBytes told every piece as it comes in, packed or not
 * @param signal aborting it ends the bytes with an error, while they are waited for too
 * @throws {UsageError} if it cannot be read
 */
export async function openData(
  file: string,
  onBytes: (bytes: Uint8Array) => void,
  signal?: AbortSignal,
): Promise<OpenedBytes> {
  try {
    return await decompressed(bytesOf(file, signal), onBytes);
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function* bytesOf(
  file: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream =
    file === STDIN ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  if (signal !== undefined) addAbortSignal(signal, stream);
  for await (const chunk of stream) yield chunk as Uint8Array;
}

function sourceOf(files: readonly string[]): string {
  const first = nameOf(files[0]!);
  if (files.length === 1) return first;
  return `${first} and ${files.length - 1} more ${files.length === 2 ? 'file' : 'files'}`;
}

function nameOf(file: string): string {
  return file === STDIN ? 'stdin' : basename(file);
}

/** The first row of the part that was read last. */
function firstRowOfLast({ parts, rowCount }: Table, partsBefore: number): number {
  return parts[partsBefore]?.firstRow ?? rowCount;
}

function rowsOfPart({ parts, rowCount }: Table, part: number): number {
  const first = parts[part]?.firstRow ?? rowCount;
  return (parts[part + 1]?.firstRow ?? rowCount) - first;
}

interface FileSize {
  readonly bytes: number;
  /** At least so many once it is unpacked. */
  readonly unpackedBytes: number;
}

/** A pipe or a device could be read once only, and training reads twice: for the cache and for itself. */
async function sizeOf(path: string): Promise<FileSize> {
  if (path === STDIN) return { bytes: 0, unpackedBytes: 0 };
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
    if (found.isFile()) {
      return { bytes: found.size, unpackedBytes: await unpackedSize(path, found.size) };
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  throw new UsageError(
    `Found no regular file at ${path}, expected a table.`,
    'Write the table into a file and name that with --data, or send it to standard input (--data=-).',
  );
}

/** What is the user's to mend about a file that could not be read; any other error as it is. */
export function unreadable(path: string, error: unknown, expected = 'a table'): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(Z_|ZSTD_|ERR_ZSTD|ERR__?ZLIB)/.test(code)) {
    return new UsageError(
      `Found ${path} compressed and damaged or cut off (${code}).`,
      'Get the file again, or unpack it.',
    );
  }
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UsageError(`Found no file at ${path}, expected ${expected}.`, 'Correct the path.');
    case 'ABORT_ERR':
      return new ReadingCancelledError(error);
    case 'EISDIR':
      return new UsageError(
        `Found a folder at ${path}, expected ${expected}.`,
        'Name a file in it, or all of them by a pattern such as "folder/*.csv".',
      );
    case 'EACCES':
    case 'EPERM':
      return new UsageError(
        `Found no permission to read ${path}.`,
        'Allow it, or name another file.',
      );
    default:
      return error;
  }
}
