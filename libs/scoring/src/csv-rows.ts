import { markCode, trainedFormat } from '@lambda-forest/schema';
import { count, indexByName } from '@lambda-forest/text';
import {
  describeChangedMarks,
  describeProblem,
  numberFormats,
  plainNumber,
  problemError,
} from '@lambda-forest/table';
import type { CsvProblem, CsvRow, CsvSink, Dialect } from '@lambda-forest/table';

import { keptColumns } from './kept-columns.ts';
import { requireColumns } from './require-columns.ts';
import type { RowTarget } from './row-batch.ts';
import type { ValueReader } from './value-reader.ts';

/**
 * Rows of CSV by a model's schema, quick enough to keep the forest busy: plain numbers are read from the bytes, and
 * only other cells become texts.
 */
export class CsvRows implements CsvSink {
  readonly #target: RowTarget;
  readonly #readers: readonly ValueReader[];
  readonly #dialect: Dialect;
  /** Numbers that may mean a missing value. */
  readonly #markers: ReadonlySet<number>;
  #width = 0;
  // One entry for each column of the file that the model reads, from the header on:
  #used: readonly ValueReader[] = [];
  /** Its index in the file. */
  #columns = new Int32Array();
  /** Of a column of numbers, its feature's index; -1 for others. */
  #numbers = new Int32Array();
  /** Indices of the columns that are written beside the answers. */
  #kept: readonly number[] = [];
  /** As `markCode`. */
  #marks = new Int16Array();

  /** @param readers at least one */
  constructor(readers: readonly ValueReader[], dialect: Dialect, target: RowTarget) {
    this.#readers = readers;
    this.#dialect = dialect;
    this.#markers = readers[0]!.reader.markerNumbers;
    this.#target = target;
  }

  /** @throws {DataValidationError} for columns that are missing or there twice */
  begin(row: CsvRow): void {
    const names = row.texts().map((name) => name.trim());
    const expected = this.#readers.map(({ column }) => column.name);
    requireColumns(names, expected, this.#target.source);
    const index = indexByName(names);
    const indexOf = (reader: ValueReader) => index.get(reader.column.name)!;
    const { keep, source, batch } = this.#target;
    if (keep !== undefined) {
      this.#kept = keptColumns(names, keep, source);
      batch.keptNames = this.#kept.map((column) => names[column]!);
    }
    this.#width = names.length;
    const readers = [...this.#readers].sort((a, b) => indexOf(a) - indexOf(b));
    this.#columns = Int32Array.from(readers, indexOf);
    const trained = new Map(
      readers.map(({ column }, i) => [this.#columns[i], trainedFormat(column)]),
    );
    const formatOf = numberFormats(this.#dialect, (column) => trained.get(column));
    const change = describeChangedMarks(
      source,
      this.#dialect,
      names.map((name, i) => ({ name, format: formatOf(i), trained: trained.get(i) })),
    );
    if (change !== undefined) this.#target.onNotice(change);
    this.#used = readers.map((reader, i) => reader.withFormat(formatOf(this.#columns[i]!)));
    this.#marks = Int16Array.from(this.#used, ({ reader }) => markCode(reader.format));
    this.#numbers = Int32Array.from(this.#used, ({ column }) =>
      column.kind === 'numeric' ? column.first : -1,
    );
  }

  addRow(row: CsvRow): void {
    const { batch } = this.#target;
    if (row.length === this.#width) this.#readCells(row);
    else batch.addProblem(`found ${count(row.length, 'cell')}, expected ${this.#width}`);
    if (this.#kept.length > 0) {
      batch.kept.push(this.#kept.map((column) => (column < row.length ? row.text(column) : '')));
    }
    this.#target.endRow(row.line);
  }

  refuse(problem: CsvProblem, line: number): void {
    throw problemError(this.#target.source, line, describeProblem(problem, this.#dialect.quote));
  }

  #readCells(row: CsvRow): void {
    const { batch } = this.#target;
    const start = batch.count * batch.featureCount;
    const markers = this.#markers;
    const hasMarkers = markers.size > 0;
    for (let i = 0; i < this.#used.length; i++) {
      const column = this.#columns[i]!;
      const feature = this.#numbers[i]!;
      if (feature !== -1) {
        const value = plainNumber(row, column, this.#marks[i]!);
        if (!Number.isNaN(value) && !(hasMarkers && markers.has(value))) {
          batch.rows[start + feature] = value;
          continue;
        }
      }
      this.#used[i]!.readCell(row.text(column), batch);
    }
  }
}
