import { count, quote } from '@lambda-forest/text';
import { IssueList, refuseSkipped, singleIssue } from '@lambda-forest/table';
import { missingTest, numberMarkers, PLAIN_NUMBERS } from '@lambda-forest/schema';
import type { MissingTest, CellFormat } from '@lambda-forest/schema';

import { ColumnBuilder } from '../columns/column-builder.ts';
import { GrowingArray } from '../columns/growing-array.ts';
import { visibleKey } from '../kinds/visible-text.ts';
import { refuseOtherLineEnds } from './other-line-ends.ts';
import { commonFormats } from './file-marks.ts';
import type { FileMarks } from './file-marks.ts';
import type { Table, TablePart } from './table.ts';

export interface TableRules {
  /** Spellings of a missing cell beside the empty one. Default: MISSING_MARKERS of the schema. */
  readonly missingMarkers?: readonly string[] | undefined;
  /** Columns of which every distinct cell is kept, however many there are. */
  readonly keepWords?: Iterable<string> | undefined;
  /** Whether every distinct cell of all columns is kept. */
  readonly keepAllWords?: boolean | undefined;
  /** Whether there may be no rows, as in a piece of a table. */
  readonly mayBeEmpty?: boolean | undefined;
  /** How columns write numbers where their cells leave it open, as a model has it. */
  readonly formats?: Iterable<readonly [string, CellFormat]> | undefined;
  /** How all files write numbers: see `commonFormats`. Needed if several are CSV. */
  readonly fileFormats?: Iterable<readonly [string, CellFormat]> | undefined;
  /** Unused columns: they exist without cells. */
  readonly leaveOut?: Iterable<string> | undefined;
}

/** How pandas, and what reads its files, calls an index without a name. */
const PANDAS_INDEX = /^__index_level_\d+__$/;

/** Combines the rows of one or more files of any format. */
export class TableBuilder {
  readonly isMissing: MissingTest;
  readonly #source: string;
  readonly #hasNumberMarkers: boolean;
  readonly #keepWords: ReadonlySet<string>;
  readonly #keepAllWords: boolean;
  readonly #mayBeEmpty: boolean;
  readonly #leftOut: ReadonlySet<string>;
  readonly #issues: IssueList;
  readonly #lines = new GrowingArray((length) => new Uint32Array(length));
  readonly #parts: TablePart[] = [];
  #columns: ColumnBuilder[] = [];
  /** The same by name. */
  readonly #columnOf = new Map<string, ColumnBuilder>();
  #header: string[] | undefined;
  #nameless: ReadonlySet<string> = new Set();
  readonly #labels = new Set<string>();
  /** How columns wrote numbers in training. */
  readonly trained: ReadonlyMap<string, CellFormat>;
  /** How they do in the files. */
  #formats: ReadonlyMap<string, CellFormat> | undefined;

  /** @param source what messages call the data */
  constructor(source: string, rules: TableRules = {}) {
    this.#source = source;
    this.#issues = new IssueList(source);
    this.isMissing = missingTest(rules.missingMarkers);
    this.#hasNumberMarkers = numberMarkers(rules.missingMarkers).size > 0;
    this.trained = new Map(rules.formats);
    this.#formats = rules.fileFormats && new Map(rules.fileFormats);
    this.#keepWords = new Set(rules.keepWords);
    this.#keepAllWords = rules.keepAllWords === true;
    this.#mayBeEmpty = rules.mayBeEmpty === true;
    this.#leftOut = new Set(rules.leaveOut);
  }

  get rowCount(): number {
    return this.#lines.length;
  }

  /** What the file that is being read is called. */
  get part(): string {
    return this.#parts.at(-1)?.source ?? this.#source;
  }

  get header(): readonly string[] | undefined {
    return this.#header;
  }

  /** How a column's numbers are read. */
  formatOf(name: string): CellFormat {
    return this.#formats?.get(name) ?? PLAIN_NUMBERS;
  }

  /** Decides it by the only file of CSV, where it was not decided by several. */
  decideFormats(marks: FileMarks): void {
    if (this.#formats === undefined && this.#header !== undefined) {
      throw new RangeError('files of CSV behind others need fileFormats');
    }
    this.#formats ??= commonFormats([marks], this.trained);
  }

  /** Begins a file, of which nothing is known yet: if there is nothing in it, this stays so. */
  beginFile(source: string): void {
    this.#parts.push({ source, firstRow: this.rowCount, format: 'an empty file', isEmpty: true });
  }

  /**
   * Says of the file which columns it has, in any order but the same as the files' before it.
   *
   * @param part the file, as it turned out to be
   * @param names of the columns; columns with an empty name are reported by their number, and have no cells
   * @returns per column of the file, the builder that takes its cells
   * @throws {DataValidationError} if it has other columns than the files before it
   */
  begin(
    part: Omit<TablePart, 'firstRow' | 'isOpen' | 'isEmpty'>,
    names: readonly string[],
  ): readonly ColumnBuilder[] {
    const { source } = part;
    this.#describeFile(part);
    const header = names.map((name, index) => (name === '' ? `(column ${index + 1})` : name));
    if (this.#header === undefined) {
      this.#nameless = new Set(header.filter((_, index) => names[index] === ''));
      this.#header = header;
      this.#columns = header.map((name) => this.#makeColumn(name));
      return this.#columns;
    }
    const issues = new IssueList(source);
    const remedy = 'Give all files the same columns.';
    const known = this.#columnOf;
    const given = new Set(header);
    const missing = this.#header.filter((name) => !given.has(name));
    for (const name of missing) {
      issues.add({ column: name, message: 'found no such column, which other files have' }, remedy);
    }
    const looks = Map.groupBy(missing, visibleKey);
    for (const name of header) {
      if (known.has(name)) continue;
      const [twin] = looks.get(visibleKey(name)) ?? [];
      const nearly = twin === undefined ? '' : `, which only looks like ${quote(twin)}`;
      const message = `found a column that other files don't have${nearly}`;
      issues.add({ column: name, message }, remedy);
    }
    issues.throwIfAny();
    return header.map((name) => known.get(name)!);
  }

  /**
   * The same for a file whose rows name their own columns.
   *
   * @returns what takes a column's cells by its name; a new name makes a column that was missing so far
   */
  beginOpen(source: string, format: string): (name: string) => ColumnBuilder {
    this.#describeFile({ source, format, isOpen: true });
    const header = (this.#header ??= []);
    return (name) => {
      const found = this.#columnOf.get(name);
      if (found !== undefined) return found;
      const column = this.#makeColumn(name);
      for (let row = 0; row < this.rowCount; row++) column.addCell('');
      header.push(name);
      this.#columns.push(column);
      return column;
    };
  }

  /** Marks columns as an index of pandas. */
  addLabels(names: Iterable<string>): void {
    for (const name of names) this.#labels.add(name);
  }

  /** Whether the column is unused. */
  isLeftOut(name: string): boolean {
    return this.#leftOut.has(name) || this.#nameless.has(name);
  }

  /** Ends a row that starts on this line, once every column has its cell. */
  endRow(line: number): void {
    this.#lines.push(line);
  }

  /** A row that has another number of cells than the header, and is not in the table. */
  addRagged(line: number, cells: number, expected: number, remedy: string): void {
    const message = `found ${count(cells, 'cell')}, expected ${expected} as in the header`;
    this.#issues.add({ ...this.#placeOf(line), message }, remedy);
  }

  /** Something wrong in a cell, with a row as a whole, or with a column as a whole. */
  addIssue(
    line: number | undefined,
    column: string | undefined,
    message: string,
    remedy: string,
  ): void {
    const place = column === undefined ? {} : { column };
    const where = line === undefined ? {} : this.#placeOf(line);
    this.#issues.add({ ...where, ...place, message }, remedy);
  }

  /**
   * @throws {DataValidationError} for no columns, no rows, and all that was added as wrong
   */
  finish(): Table {
    this.#issues.throwIfAny();
    const header = this.#header ?? [];
    const remedy = 'Give it named columns and at least one row.';
    if (header.length === 0 && !this.#mayBeEmpty) {
      const message = 'found an empty file, expected a header and rows';
      throw singleIssue(this.#source, { message }, remedy);
    }
    const { rowCount } = this;
    if (rowCount === 0 && !this.#mayBeEmpty) {
      refuseOtherLineEnds(this.#source, header);
      const skipped = this.#parts[0]?.skippedRows ?? 0;
      if (skipped > 0) throw refuseSkipped(this.#source, skipped);
      const message = 'found a header without rows, expected at least one row';
      throw singleIssue(this.#source, { message }, remedy);
    }
    return {
      source: this.#source,
      header,
      nameless: this.#nameless,
      labels: new Set(header.filter((name) => this.#labels.has(name) || PANDAS_INDEX.test(name))),
      columns: this.#columns.map((column) => column.finish()),
      rowCount,
      lines: this.#lines.take(),
      parts: this.#parts,
      formats: header.map((name) => this.formatOf(name)),
      isMissing: this.isMissing,
    };
  }

  #describeFile(part: Omit<TablePart, 'firstRow'>): void {
    if (this.#parts.at(-1)?.isEmpty === true) this.#parts.pop();
    this.#parts.push({ ...part, firstRow: this.rowCount });
  }

  #makeColumn(name: string): ColumnBuilder {
    const column = new ColumnBuilder({
      isMissing: this.isMissing,
      format: this.formatOf(name),
      hasNumberMarkers: this.#hasNumberMarkers,
      keepWords: this.#keepAllWords || this.#keepWords.has(name),
      isLeftOut: this.isLeftOut(name),
    });
    this.#columnOf.set(name, column);
    return column;
  }

  #placeOf(line: number): { row: number; source?: string } {
    return this.part === this.#source ? { row: line } : { row: line, source: this.part };
  }
}
