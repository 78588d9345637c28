import { inputColumns, trainedFormat } from '@lambda-forest/schema';
import type { CellFormat, Schema } from '@lambda-forest/schema';
import { count, enumerate, quote } from '@lambda-forest/text';
import { describeProblem, numberFormats, scanCsvText } from '@lambda-forest/table/csv';
import type { CsvProblem, CsvRow, CsvSink, Dialect } from '@lambda-forest/table/csv';

import { RequestError } from '../../errors.ts';
import { FieldIssues, plainName, pointerTo } from '../field-issues.ts';
import { requireRowCount } from '../row-count.ts';
import { CellRow } from '../row-reader.ts';

/**
 * The rows of a CSV text in the schema's order, ready for a RowReader. The text is separated, quoted and has the
 * decimal mark that training would find. The first row names the columns, in any order; the target's column may be
 * there and is ignored.
 *
 * @param isIgnored whether a column that the model does not have may be there
 * @throws {RequestError} CSV_INVALID for a text without rows or with NUL, a misplaced quote, or a row with more or
 *   fewer cells than the first
 * @throws {RequestError} BODY_TOO_LARGE for more than `maxRows`
 * @throws {InputValidationError} naming each unknown, repeated or missing column
 */
export function readCsv(
  text: string,
  schema: Schema,
  maxRows: number,
  isIgnored: (name: string) => boolean = () => false,
): readonly CellRow[] {
  const found = text.trim() === '' ? 'an empty body' : text.includes('\0') ? 'a NUL character' : '';
  if (found !== '') {
    throw new RequestError('CSV_INVALID', found, 'CSV', 'Send a table.');
  }
  return scanCsvText(text, (dialect) => new CellRows(schema, dialect, maxRows, isIgnored)).all();
}

/** Keeps the cells that the model reads. */
class CellRows implements CsvSink {
  readonly #schema: Schema;
  readonly #dialect: Dialect;
  readonly #maxRows: number;
  readonly #isIgnored: (name: string) => boolean;
  /** Of the first line. */
  readonly #issues = new FieldIssues();
  /** Per column of the model, its place in a row. */
  #places: readonly number[] = [];
  #formats: readonly CellFormat[] = [];
  #width = 0;
  /** A delimiter ends the first line, as training takes it too: the last column has neither a name nor values. */
  #endsNameless = false;
  #count = 0;
  readonly #rows: CellRow[] = [];
  #ragged: RequestError | undefined;

  constructor(
    schema: Schema,
    dialect: Dialect,
    maxRows: number,
    isIgnored: (name: string) => boolean,
  ) {
    this.#schema = schema;
    this.#dialect = dialect;
    this.#maxRows = maxRows;
    this.#isIgnored = isIgnored;
  }

  begin(row: CsvRow): void {
    const names = row.texts().map((name) => name.trim());
    this.#width = names.length;
    this.#endsNameless = names.length > 1 && names.at(-1) === '';
    if (this.#endsNameless) names.pop();
    const columns = inputColumns(this.#schema);
    const expected = columns.map(({ name }) => name);
    const isOther = (name: string) => name === this.#schema.target.name || this.#isIgnored(name);
    this.#places = findColumns(names, expected, isOther, this.#issues);
    const trained = new Map(columns.map((column, i) => [this.#places[i], trainedFormat(column)]));
    const formatOf = numberFormats(this.#dialect, (place) => trained.get(place));
    this.#formats = this.#places.map(formatOf);
  }

  addRow(row: CsvRow): void {
    if (this.#count++ >= this.#maxRows || this.#issues.total > 0) return;
    if (row.length !== this.#width) {
      const expected = String(this.#width);
      this.#refuseRow(count(row.length, 'cell'), expected, 'Give each row as many.');
    } else if (this.#endsNameless && row.text(this.#width - 1).trim() !== '') {
      const found = 'a value whose column has no name';
      this.#refuseRow(found, 'none', 'Name it, or leave it out.');
    } else {
      const cells = this.#places.map((place) => row.text(place));
      this.#rows.push(new CellRow(cells, this.#formats));
    }
  }

  /** Once the columns are known to fit; the first of such rows is reported. */
  #refuseRow(found: string, expected: string, remedy: string): void {
    const where = `${found} in row ${this.#count} below the first line`;
    this.#ragged ??= new RequestError('CSV_INVALID', where, expected, remedy);
  }

  refuse(problem: CsvProblem, line: number): never {
    const { found, expected, remedy } = describeProblem(problem, this.#dialect.quote);
    throw new RequestError('CSV_INVALID', `${found} on line ${line}`, expected, remedy);
  }

  all(): readonly CellRow[] {
    this.#issues.rows = Math.max(1, this.#count);
    this.#issues.throwIfAny();
    if (this.#count === 0) {
      throw new RequestError(
        'CSV_INVALID',
        'no rows below the first line',
        'at least one',
        'Add rows.',
      );
    }
    requireRowCount(this.#count, this.#maxRows);
    if (this.#ragged) throw this.#ragged;
    return this.#rows;
  }
}

/**
 * Per column of the model, its place in the first line.
 *
 * @param names of the model's columns
 * @param isOther whether another column may be there
 * @param issues receives what does not fit
 */
function findColumns(
  header: readonly string[],
  names: readonly string[],
  isOther: (name: string) => boolean,
  issues: FieldIssues,
): readonly number[] {
  const known = new Set(names);
  if (!header.some((name) => known.has(name)) && !haveNearName(header, names)) {
    const expected = `their names: ${enumerate(names.map(quote))}`;
    issues.add('', 'missing', 'none of the columns in the first line', expected);
    return [];
  }
  const places = new Map<string, number>();
  for (const [place, name] of header.entries()) {
    if (!known.has(name) && !isOther(name)) {
      issues.addUnknown('', name, names, ` in column ${place + 1}`);
    } else if (places.has(name)) {
      issues.add(pointerTo('', name), 'unknown', 'the column twice', 'it once');
    }
    places.set(name, place);
  }
  for (const name of names) {
    if (places.has(name)) continue;
    issues.add(pointerTo('', name), 'missing', 'no such column', 'one');
  }
  return names.map((name) => places.get(name) ?? 0);
}

function haveNearName(header: readonly string[], names: readonly string[]): boolean {
  const words = new Set(names.map(plainName));
  return header.some((name) => words.has(plainName(name)));
}
