import { inputColumns, trainedFormat } from '@lambda-forest/schema';
import type { CellFormat, Schema } from '@lambda-forest/schema';
import { count, enumerate, quote } from '@lambda-forest/text';
import { describeProblem, numberFormats, scanCsvText } from '@lambda-forest/table/csv';
import type { CsvSink, Dialect } from '@lambda-forest/table/csv';

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
  const start = text.trimStart();
  let found = start === '' ? 'an empty body' : /^[[{]\s*["[{]/.test(start) ? 'JSON' : '';
  if (text.includes('\0')) found = 'a NUL character';
  if (found) {
    throw invalid(found, 'CSV', 'Send a table, or application/json.');
  }
  return scanCsvText(text, (dialect) => cellRows(schema, dialect, maxRows, isIgnored)).all();
}

interface CellRows extends CsvSink {
  /** @throws whatever was wrong with them */
  all(): readonly CellRow[];
}

/** Keeps the cells that the model reads. */
function cellRows(
  schema: Schema,
  dialect: Dialect,
  maxRows: number,
  isIgnored: (name: string) => boolean,
): CellRows {
  /** Of the first line. */
  const issues = new FieldIssues();
  /** Per column of the model, its place in a row. */
  let places: readonly number[] = [];
  let formats: readonly CellFormat[] = [];
  let width = 0;
  /** A delimiter ends the first line, as training takes it too: the last column has neither a name nor values. */
  let endsNameless = false;
  let rowCount = 0;
  const rows: CellRow[] = [];
  let ragged: RequestError | undefined;

  /** Once the columns are known to fit; the first of such rows is reported. */
  const refuseRow = (found: string, expected: string, remedy: string): void => {
    const where = `${found} in row ${rowCount} below the first line`;
    ragged ??= invalid(where, expected, remedy);
  };

  return {
    begin(row) {
      const names = row.texts().map((text, i) => {
        const called = `(column ${i + 1})`; // as training calls it, which may have left it out
        return text.trim() || (isIgnored(called) ? called : '');
      });
      width = names.length;
      endsNameless = width > 1 && names.at(-1) === '';
      if (endsNameless) names.pop();
      const columns = inputColumns(schema);
      const expected = columns.map(({ name }) => name);
      const isOther = (name: string) => name === schema.target.name || isIgnored(name);
      places = findColumns(names, expected, isOther, issues);
      const trained = new Map(columns.map((column, i) => [places[i], trainedFormat(column)]));
      formats = places.map(numberFormats(dialect, (place) => trained.get(place)));
    },

    addRow(row) {
      if (rowCount++ >= maxRows || issues.total > 0) return;
      if (row.length !== width) {
        refuseRow(count(row.length, 'cell'), String(width), 'Give each row as many.');
      } else if (endsNameless && row.text(width - 1).trim() !== '') {
        refuseRow('a value whose column has no name', 'none', 'Name it, or leave it out.');
      } else {
        const cells = places.map((place) => row.text(place));
        rows.push(new CellRow(cells, formats));
      }
    },

    refuse(problem, line) {
      const [found, expected, remedy] = describeProblem(problem, dialect.quote);
      throw invalid(`${found} on line ${line}`, expected, remedy);
    },

    all() {
      issues.rows = Math.max(1, rowCount);
      issues.throwIfAny();
      if (rowCount === 0) {
        throw invalid('no rows below the first line', 'at least one', 'Add rows.');
      }
      requireRowCount(rowCount, maxRows);
      if (ragged) throw ragged;
      return rows;
    },
  };
}

function invalid(found: string, expected: string, remedy: string): RequestError {
  return new RequestError('CSV_INVALID', found, expected, remedy);
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
