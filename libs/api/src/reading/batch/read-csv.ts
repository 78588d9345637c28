import { inputColumns } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import { describeProblem, scanCsvText } from '@lambda-forest/table/csv';
import type { CsvProblem, CsvRow, CsvSink, Dialect } from '@lambda-forest/table/csv';

import { RequestError } from '../../errors.ts';
import { FieldIssues, pointerTo } from '../field-issues.ts';
import { requireRowCount } from '../row-count.ts';
import { CellRow } from '../row-reader.ts';

/**
 * The rows of a CSV text in the schema's order, ready for a RowReader. The text is separated, quoted and has the
 * decimal mark that training would find. The first row names the columns, in any order; the target's column may be
 * there and is ignored.
 *
 * @throws {RequestError} CSV_INVALID for a text without rows or with NUL, a misplaced quote, or a row with more or
 *   fewer cells than the first
 * @throws {RequestError} BODY_TOO_LARGE for more than `maxRows`
 * @throws {InputValidationError} naming each unknown, repeated or missing column
 */
export function readCsv(text: string, schema: Schema, maxRows: number): readonly CellRow[] {
  if (text.includes('\0')) {
    throw new RequestError('CSV_INVALID', 'Found a NUL character in the body.', 'Send text.');
  }
  return scanCsvText(text, (dialect) => new CellRows(schema, dialect, maxRows)).all();
}

/** Keeps the cells that the model reads. */
class CellRows implements CsvSink {
  readonly #schema: Schema;
  readonly #dialect: Dialect;
  readonly #maxRows: number;
  /** Per column of the model, its place in a row. */
  #places: readonly number[] = [];
  #width = 0;
  #count = 0;
  readonly #rows: CellRow[] = [];
  #ragged: RequestError | undefined;

  constructor(schema: Schema, dialect: Dialect, maxRows: number) {
    this.#schema = schema;
    this.#dialect = dialect;
    this.#maxRows = maxRows;
  }

  begin(row: CsvRow): void {
    const names = row.texts().map((name) => name.trim());
    this.#places = findColumns(names, this.#schema);
    this.#width = names.length;
  }

  addRow(row: CsvRow): void {
    if (this.#count++ >= this.#maxRows) return;
    if (row.length !== this.#width) {
      this.#ragged ??= new RequestError(
        'CSV_INVALID',
        `Found ${row.length} cells in row ${this.#count} below the first line, expected ${this.#width}.`,
        'Give each row one cell for each column.',
      );
      return;
    }
    const cells = this.#places.map((place) => row.text(place));
    this.#rows.push(new CellRow(cells, this.#dialect.decimal));
  }

  refuse(problem: CsvProblem, line: number): never {
    const { message, remedy } = describeProblem(problem, this.#dialect.quote);
    throw new RequestError('CSV_INVALID', `F${message.slice(1)} on line ${line}.`, remedy);
  }

  all(): readonly CellRow[] {
    if (this.#width === 0) findColumns([], this.#schema);
    if (this.#count === 0) {
      throw new RequestError('CSV_INVALID', 'Found no rows below the first line.', 'Add rows.');
    }
    requireRowCount(this.#count, this.#maxRows);
    if (this.#ragged !== undefined) throw this.#ragged;
    return this.#rows;
  }
}

/** Per column, its place. */
function findColumns(header: readonly string[], schema: Schema): readonly number[] {
  const columns = inputColumns(schema.features);
  const issues = new FieldIssues();
  const places = new Map<string, number>();
  const names = new Set([...columns.map(({ name }) => name), schema.target.name]);
  for (const [place, name] of header.entries()) {
    if (!names.has(name)) issues.addUnknown('', name, 'columns named as the features');
    else if (places.has(name)) {
      issues.add(pointerTo('', name), 'unknown', 'Found the column twice, expected it once.');
    }
    places.set(name, place);
  }
  for (const { name } of columns) {
    if (places.has(name)) continue;
    issues.add(pointerTo('', name), 'missing', 'Found no such column, expected one.');
  }
  issues.throwIfAny();
  return columns.map(({ name }) => places.get(name)!);
}
