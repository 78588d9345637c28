import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';

import { UsageError } from '@lambda-forest/cli';
import { readFormats, TableReader } from '@lambda-forest/data';
import type { SchemaChoice, Table, TableRules } from '@lambda-forest/data';
import { MISSING_MARKERS } from '@lambda-forest/schema';
import { singleIssue } from '@lambda-forest/table';

import type { FileRecord } from '../models/held-out-record.ts';
import type { DataOptions } from '../options/data-options.ts';
import { joinMarkers } from '../options/join-markers.ts';
import { STDIN } from '../train/locations.ts';
import { guardMemory, requireMemory } from './require-memory.ts';
import { nameOf, namesOf } from './file-names.ts';
import { bytesOf, scanFile, textChoice } from './scan-file.ts';
import { unpackedSize } from './unpacked-size.ts';
import { sha256Of } from '../files/sha256.ts';
import { systemError } from '../files/system-error.ts';
import { unreadable } from './unreadable.ts';

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
  /** Called with how many bytes have been read so far. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Reads tables into columns.
 *
 * @throws {UsageError} if there is no such file, it cannot be read, or it is too large for the memory
 * @throws {ReadingCancelledError} once the signal is aborted
 * @throws {DataValidationError} for what is no table
 */
export async function readDataFiles(request: ReadRequest): Promise<DataFile> {
  const { files, testFile, options, onProgress = () => undefined } = request;
  const { choice, missingMarkers, rules } = await readingRules(request);
  const all = testFile === undefined ? files : [...files, testFile];
  const sizes = await Promise.all(all.map(sizeOf));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const unpacked = sizes.reduce((sum, size) => sum + size.unpackedBytes, 0);
  requireMemory(all[0]!, unpacked);

  const source = sourceOf(files);
  const names = namesOf(all);
  const heads = all.map((file, i) => ({
    source: names[i]!,
    bytes: bytesOf(file, request.signal),
  }));
  const { formats } = request.rules ?? {};
  const fileFormats = await readFormats(heads, textChoice(options), formats);
  const reader = new TableReader(source, {
    ...rules,
    ...request.rules,
    ...textChoice(options),
    fileFormats,
  });
  const memory = guardMemory(source);
  const hashes: string[] = [];
  let done = 0;
  for (const [i, file] of all.entries()) {
    const hash = createHash('sha256');
    const name = names[i]!;
    await scanFile(
      {
        file,
        source: name,
        options,
        memory,
        signal: request.signal,
        onBytes(bytes) {
          hash.update(bytes);
          done += bytes.length;
          onProgress(Math.min(done, total), Math.max(total, 1));
        },
        onPiece(bytes) {
          memory.add(bytes);
          return Promise.resolve(true);
        },
      },
      reader.sinks(name),
    );
    hashes.push(hash.digest('hex'));
  }
  if (testFile !== undefined && hashes.indexOf(hashes.at(-1)!) < files.length) {
    throw new UsageError(
      `Found the bytes of ${nameOf(testFile)}, after --test-data, in a file after --data too, expected rows that are not trained on.`,
      'Name another file with --test-data, or leave it out: some rows are held out then.',
    );
  }
  const table = reader.finish();
  const firstTestRow = testFile === undefined ? undefined : firstRowOfLast(table, files.length);
  requireBoth(table, firstTestRow);
  return {
    source,
    sha256: combineHashes(hashes),
    files: hashes.map((sha256, part) => ({ sha256, rows: rowsOfPart(table, part) })),
    table,
    choice,
    missingMarkers,
    firstTestRow,
  };
}

/** What options and the file of `--schema` say of how a table is read. */
export async function readingRules({
  options,
  keepWords = [],
  named = [],
}: Pick<ReadRequest, 'options' | 'keepWords' | 'named'>): Promise<
  Pick<DataFile, 'choice' | 'missingMarkers'> & { readonly rules: TableRules }
> {
  const choice = options.schema === undefined ? { columns: [] } : await readChoice(options.schema);
  const missingMarkers = markersOf(options, choice);
  const rules = {
    missingMarkers,
    keepWords: [...keepWords, ...wordColumns(choice)],
    leaveOut: ignoredColumns(choice).filter((name) => !named.includes(name)),
  };
  return { choice, missingMarkers, rules };
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

export function combineHashes(hashes: readonly string[]): string {
  if (hashes.length === 1) return hashes[0]!;
  return sha256Of(hashes.join(''));
}

/** zod, which checks it, takes milliseconds to load. */
async function readChoice(path: string): Promise<SchemaChoice> {
  const { readSchemaChoice } = await import('./read-schema-choice.ts');
  return readSchemaChoice(path);
}

/** Undefined for the usual ones. */
function markersOf(options: DataOptions, choice: SchemaChoice): readonly string[] | undefined {
  const given = options['missing-values'];
  if (given === undefined && choice.missingMarkers === undefined) return undefined;
  return joinMarkers(choice.missingMarkers ?? MISSING_MARKERS, given ?? []);
}

/** Those that are said to be of a kind whose distinct cells are kept, however many there are. */
function wordColumns({ columns }: SchemaChoice): string[] {
  return columns
    .filter(({ kind }) => kind !== undefined && !['numeric', 'datetime', 'ignore'].includes(kind))
    .map(({ name }) => name);
}

function ignoredColumns({ columns }: SchemaChoice): string[] {
  return columns.filter(({ kind }) => kind === 'ignore').map(({ name }) => name);
}

export function sourceOf(files: readonly string[]): string {
  const first = nameOf(files[0]!);
  if (files.length === 1) return first;
  return `${first} and ${files.length - 1} more ${files.length === 2 ? 'file' : 'files'}`;
}

/** With a file of its own to test on, neither that nor the others may be without rows. */
function requireBoth({ rowCount, source, parts }: Table, firstTestRow: number | undefined): void {
  const empty =
    firstTestRow === rowCount ? parts.at(-1)!.source : firstTestRow === 0 ? source : undefined;
  if (empty === undefined) return;
  const what = empty === source ? 'train' : 'test';
  const message = `found no rows, expected rows to ${what} on`;
  throw singleIssue(empty, { message }, 'Add rows, or name another file.');
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
  /** The least number of bytes once it is unpacked. */
  readonly unpackedBytes: number;
}

/** A pipe or a device could be read once only, and training reads twice: for the cache and for itself. */
async function sizeOf(path: string): Promise<FileSize> {
  if (path === STDIN) return { bytes: 0, unpackedBytes: 0 };
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw systemError('EISDIR');
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
