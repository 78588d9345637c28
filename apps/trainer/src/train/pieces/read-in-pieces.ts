import { planTable, readFormats, SummarySum } from '@lambda-forest/data';
import type {
  DatasetOptions,
  ReadDataset,
  Table,
  TablePlan,
  TableRules,
} from '@lambda-forest/data';
import { planPieces, readPieces } from '@lambda-forest/scale';
import type { InputObject, Piece, ReadPiece } from '@lambda-forest/scale';
import { IssueList } from '@lambda-forest/table';
import { LambdaForestError } from '@lambda-forest/text';
import {
  binsOf,
  CodedTable,
  codingOf,
  decodeCodedRows,
  joinedRowBytes,
} from '@lambda-forest/training';
import type { Coding, JoinedTable } from '@lambda-forest/training';

import { ReadingCancelledError } from '../../errors.ts';
import { PieceProgress } from '../../pieces/piece-progress.ts';
import { namesOf } from '../../reading/file-names.ts';
import { combineHashes, readingRules, sourceOf } from '../../reading/read-data-file.ts';
import type { DataFile, ReadRequest } from '../../reading/read-data-file.ts';
import { requireRowMemory } from '../../reading/require-memory.ts';
import { textChoice } from '../../reading/scan-file.ts';
import { codedName } from './table-tasks.ts';
import type { TableAnswer, TableSetup, TableTask } from './table-tasks.ts';
import type { ReadingWays } from './ways.ts';

export interface PiecesRequest extends Pick<ReadRequest, 'options' | 'keepWords'> {
  readonly ways: ReadingWays;
  /** The most bytes of a piece: see `planPieces`. */
  readonly pieceBytes: number;
  readonly datasetOptions: DatasetOptions;
  readonly signal: AbortSignal;
  readonly onProgress: (label: string, done: number, total: number) => void;
}

/** A table that was read in pieces, as if it had been read as a whole. */
export interface TableFromPieces extends Pick<JoinedTable, 'known'> {
  /** Its table has no rows, but the lines of all of them, and the distinct cells of each column. */
  readonly file: DataFile;
  readonly read: ReadDataset;
  /** The keys of the files, in their order. */
  readonly paths: readonly string[];
}

/** Of an `InputChangedError`, which may come from another process, and whose remedy is one of scoring. */
const CHANGED = 'INPUT_CHANGED';

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
    if (request.signal.aborted) throw new ReadingCancelledError(request.signal.reason);
    if (!(error instanceof LambdaForestError) || error.code !== CHANGED) throw error;
    const remedy = 'Train again, and leave the files alone meanwhile.';
    throw new LambdaForestError(CHANGED, error.problem, { remedy, cause: error });
  }
}

async function read(request: PiecesRequest): Promise<TableFromPieces> {
  const { ways, options, pieceBytes, datasetOptions } = request;
  const { choice, missingMarkers, rules } = await readingRules(request);
  const texts = textChoice(options);
  const pieces = await planPieces(ways.input, { pieceBytes, choice: texts });
  const files = [
    ...new Map<string, InputObject>(pieces.map((piece) => [piece.key, piece])).values(),
  ];
  const keys = files.map(({ key }) => key);
  const names = namesOf(keys);
  const heads = files.map((file, i) => ({
    source: names[i]!,
    bytes: ways.input.read(file, 0, file.size),
  }));
  const fileFormats = await readFormats(heads, texts);
  const setup: TableSetup = {
    choice: texts,
    names: new Map(keys.map((key, i) => [key, names[i]!])),
    rules: { ...rules, fileFormats, keepAllWords: true, mayBeEmpty: true },
  };
  const source = sourceOf(keys);
  const [found, hashes] = await Promise.all([firstPass(pieces, setup, request), ways.hash(files)]);
  const plan = planOf(found, source, rules, { ...datasetOptions, columns: choice.columns });
  const coding = codingFor(plan);
  requireRowMemory(source, plan.rowCount, joinedRowBytes(coding), Math.max(1, coding.classCount));
  const joined = await secondPass(found, plan, coding, setup, request);
  const table: Table = { ...plan.table, ...partsOf(found), lines: joined.lines };
  const rowsOf = (key: string) => sum(found.filter(({ piece }) => piece.key === key));
  return {
    known: joined.known,
    paths: keys,
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

type Found = readonly ReadPiece<TableAnswer>[];

function sum(found: Found): number {
  return found.reduce((rows, { read }) => rows + read.rows, 0);
}

function firstPass(
  pieces: readonly Piece[],
  setup: TableSetup,
  request: PiecesRequest,
): Promise<Found> {
  const { skipRowsAfterHeader } = setup.choice;
  return withPool(setup, pieces, 'Reading (MB)', request, (run) =>
    readPieces(
      pieces,
      request.ways.atATime,
      (piece) => run({ piece, linesBefore: 0 }),
      skipRowsAfterHeader,
    ),
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

function codingFor({ schema, values }: TablePlan): Coding {
  const classCount = schema.task === 'classification' ? schema.target.classes.length : 0;
  return codingOf(binsOf(schema, values), classCount);
}

async function secondPass(
  found: Found,
  plan: TablePlan,
  coding: Coding,
  setup: TableSetup,
  request: PiecesRequest,
): Promise<JoinedTable> {
  const { ways } = request;
  const { schema } = plan;
  const filled = found.filter(({ read }) => read.rows > 0);
  const linesBefore = new Map(filled.map((one) => [one.piece.id, one.linesBefore]));
  const second = { plan: { schema }, coding };
  const pieces = filled.map(({ piece }) => piece);
  await withPool({ ...setup, rules: plan.rules, second }, pieces, 'Coding (MB)', request, (run) =>
    readPieces(pieces, ways.atATime, (piece) =>
      run({ piece, linesBefore: linesBefore.get(piece.id)! }),
    ),
  );
  const joined = new CodedTable(schema, coding, plan.rowCount);
  for (const piece of pieces) {
    joined.add(decodeCodedRows(await ways.take(codedName(piece)), coding));
  }
  return joined.finish();
}

type Run = (task: TableTask) => Promise<TableAnswer>;

/** Runs work that has tasks done elsewhere, which end with it. */
async function withPool<T>(
  setup: TableSetup,
  pieces: readonly Piece[],
  label: string,
  { signal, onProgress, ways }: PiecesRequest,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const progress = new PieceProgress(pieces, (done, total) => onProgress(label, done, total));
  const pool = ways.openPool(setup, ({ piece }, bytes) => progress.add(piece.id, bytes));
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
