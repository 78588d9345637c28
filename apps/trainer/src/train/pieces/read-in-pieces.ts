import { rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { planTable, SummarySum } from '@lambda-forest/data';
import type {
  DatasetOptions,
  ReadDataset,
  Table,
  TablePlan,
  TableRules,
} from '@lambda-forest/data';
import { planPieces, readPieces } from '@lambda-forest/scale';
import type { Piece, ReadPiece } from '@lambda-forest/scale';
import { IssueList } from '@lambda-forest/table';
import { binsOf, CodedTable, codingOf, decodeCodedRows } from '@lambda-forest/training';
import type { Coding, JoinedTable } from '@lambda-forest/training';

import { ReadingCancelledError, WorkerLostError } from '../../errors.ts';
import { readWhole } from '../../files/read-whole.ts';
import { commonFolder } from '../../pieces/common-folder.ts';
import { FolderInput } from '../../pieces/folder-input.ts';
import { PieceProgress } from '../../pieces/piece-progress.ts';
import { ProcessPool } from '../../processes/process-pool.ts';
import {
  combineHashes,
  hashDataFile,
  nameOf,
  readingRules,
  sourceOf,
} from '../../reading/read-data-file.ts';
import type { DataFile, ReadRequest } from '../../reading/read-data-file.ts';
import { requireCells } from '../../reading/require-memory.ts';
import { textChoice } from '../../reading/scan-file.ts';
import { codedName } from './table-tasks.ts';
import type { TableAnswer, TableSetup, TableTask } from './table-tasks.ts';

export interface PiecesRequest extends Pick<ReadRequest, 'files' | 'options' | 'keepWords'> {
  /** Processes that read, at least 1. The result does not depend on it. */
  readonly workers: number;
  /** The most bytes of a piece: see `planPieces`. */
  readonly pieceBytes: number;
  /** For temporary files: it exists, and is the caller's to remove. */
  readonly folder: string;
  readonly datasetOptions: DatasetOptions;
  readonly signal: AbortSignal;
  readonly onProgress: (label: string, done: number, total: number) => void;
  /** Makes what does the tasks. Default: processes of this machine. */
  readonly openPool?: (
    setup: TableSetup,
    onBytes: (task: TableTask, bytes: number) => void,
  ) => TablePool;
}

type TablePool = Pick<ProcessPool<TableSetup, TableTask, TableAnswer>, 'run' | 'close'>;

/** A table that was read in pieces, as if it had been read as a whole. */
export interface TableFromPieces extends Pick<JoinedTable, 'known'> {
  /** Its table has no rows, but the lines of all of them, and the distinct cells of each column. */
  readonly file: DataFile;
  readonly read: ReadDataset;
}

/**
 * Reads a table in two passes over its pieces: what its columns are, and its rows as codes.
 *
 * @throws {DataValidationError} for what is no table, or cannot be learned from in pieces: see `planTable`
 * @throws {UsageError} if a file cannot be read, or what it comes to is too large for the memory
 * @throws {ReadingCancelledError} once the signal is aborted
 * @throws {InputChangedError} for a file that changes meanwhile
 */
export async function readInPieces(request: PiecesRequest): Promise<TableFromPieces> {
  try {
    return await read(request);
  } catch (error) {
    throw request.signal.aborted ? new ReadingCancelledError(request.signal.reason) : error;
  }
}

async function read(request: PiecesRequest): Promise<TableFromPieces> {
  const { files, options, pieceBytes, datasetOptions } = request;
  const { choice, missingMarkers, rules } = await readingRules(request);
  const root = files.map((file) => dirname(file)).reduce(commonFolder);
  const keys = files.map((file) => relative(root, file).replaceAll('\\', '/'));
  const input = new FolderInput(root, keys);
  const setup: TableSetup = {
    root,
    choice: textChoice(options),
    names: new Map(keys.map((key) => [key, nameOf(key)])),
    rules: { ...rules, keepAllWords: true, mayBeEmpty: true },
  };
  const pieces = await planPieces(input, { pieceBytes, choice: setup.choice });
  const source = sourceOf(files);
  const [found, hashes] = await Promise.all([firstPass(pieces, setup, request), hashAll(files)]);
  const plan = planOf(found, source, rules, { ...datasetOptions, columns: choice.columns });
  requireCells(source, plan.rowCount * plan.schema.features.length);
  const joined = await secondPass(found, plan, setup, request);
  const table: Table = { ...plan.table, ...partsOf(found), lines: joined.lines };
  const rowsOf = (key: string) => sum(found.filter(({ piece }) => piece.key === key));
  return {
    known: joined.known,
    read: { dataset: joined.dataset, columns: plan.columns, mixed: new IssueList(source) },
    file: {
      source,
      sha256: combineHashes(hashes),
      files: hashes.map((sha256, i) => ({ sha256, rows: rowsOf(keys[i]!) })),
      table,
      choice,
      missingMarkers,
      firstTestRow: undefined,
    },
  };
}

async function hashAll(files: readonly string[]): Promise<string[]> {
  const hashes: string[] = [];
  for (const file of files) hashes.push(await hashDataFile(file));
  return hashes;
}

type Found = readonly ReadPiece<TableAnswer>[];

function sum(found: Found): number {
  return found.reduce((rows, { read }) => rows + read.rows, 0);
}

function firstPass(
  pieces: readonly Piece[],
  setup: TableSetup,
  request: PiecesRequest,
): Promise<Found> {
  const firstOfAll = pieces[0]!;
  let first: Promise<TableAnswer> | undefined;
  return withPool(setup, pieces, 'Reading (MB)', request, (run) =>
    readPieces(pieces, request.workers, async (piece) => {
      if (piece.key === firstOfAll.key) {
        const answer = run({ piece, linesBefore: 0 });
        if (piece.id === firstOfAll.id) first = answer;
        return answer;
      }
      const { summary } = await first!; // pieces are begun in order
      const formats = summary?.header.map((name, i) => [name, summary.formats[i]!] as const) ?? [];
      return run({ piece, linesBefore: 0, formats });
    }),
  );
}

function planOf(
  found: Found,
  source: string,
  rules: TableRules,
  options: DatasetOptions,
): TablePlan {
  const all = new SummarySum(source, rules);
  for (const { piece, read } of found) all.add(read.summary!, piece.key);
  return planTable(all.finish(), source, rules, options);
}

async function secondPass(
  found: Found,
  plan: TablePlan,
  setup: TableSetup,
  request: PiecesRequest,
): Promise<JoinedTable> {
  const { folder, workers } = request;
  const { schema } = plan;
  const classCount = schema.task === 'classification' ? schema.target.classes.length : 0;
  const coding: Coding = codingOf(binsOf(schema, plan.values), classCount);
  const filled = found.filter(({ read }) => read.rows > 0);
  const linesBefore = new Map(filled.map((one) => [one.piece.id, one.linesBefore]));
  const second = { plan: { schema }, coding, output: folder };
  const pieces = filled.map(({ piece }) => piece);
  await withPool({ ...setup, rules: plan.rules, second }, pieces, 'Coding (MB)', request, (run) =>
    readPieces(pieces, workers, (piece) => run({ piece, linesBefore: linesBefore.get(piece.id)! })),
  );
  const joined = new CodedTable(schema, coding, plan.rowCount);
  for (const piece of pieces) {
    const path = join(folder, codedName(piece));
    joined.add(decodeCodedRows(await readWhole(path), coding));
    await rm(path);
  }
  return joined.finish();
}

type Run = (task: TableTask) => Promise<TableAnswer>;

/** Runs work that has tasks done in processes, which end with it. */
async function withPool<T>(
  setup: TableSetup,
  pieces: readonly Piece[],
  label: string,
  { signal, onProgress, openPool = processes }: PiecesRequest,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const progress = new PieceProgress(pieces, (done, total) => onProgress(label, done, total));
  const pool = openPool(setup, ({ piece }, bytes) => progress.add(piece.id, bytes));
  const cancel = () => void pool.close();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    signal.throwIfAborted();
    return await work(async (task) => {
      signal.throwIfAborted();
      const answer = await pool.run(task);
      progress.finish(task.piece.id);
      return answer;
    });
  } finally {
    signal.removeEventListener('abort', cancel);
    await pool.close();
  }
}

const processes: NonNullable<PiecesRequest['openPool']> = (setup, onProgress) =>
  new ProcessPool({
    module: new URL('./table-worker.ts', import.meta.url),
    setup,
    onProgress,
    lost: ({ piece }, end) =>
      new WorkerLostError(
        `read piece ${piece.id}, of ${piece.key},`,
        end,
        'smaller pieces (--piece-mb)',
      ),
  });

/** The files, as reading them one after the other would have noted them. */
function partsOf(found: Found): Pick<Table, 'parts'> {
  const parts = new Map<string, Table['parts'][number]>();
  let rows = 0;
  for (const { piece, read } of found) {
    const [part] = read.summary!.parts;
    if (part !== undefined && !parts.has(piece.key)) {
      parts.set(piece.key, { ...part, firstRow: rows });
    }
    rows += read.rows;
  }
  return { parts: [...parts.values()] };
}
