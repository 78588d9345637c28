import { inputColumns } from '@lambda-forest/schema';
import type { InputColumn, Schema } from '@lambda-forest/schema';

import { csvRows } from './csv-cells.ts';
import { RequestError } from '../../errors.ts';
import { FieldIssues, pointerTo } from '../field-issues.ts';
import { requireRowCount } from '../row-count.ts';
import { CellRow } from '../row-reader.ts';

/**
 * The rows of a CSV text in the schema's order, ready for a RowReader. The first line names
 * the columns, in any order; the target's column may be there and is ignored.
 *
 * @throws {RequestError} CSV_INVALID for a text without rows or with NUL, as in training, or a row with more or fewer cells than the first
 * @throws {RequestError} BODY_TOO_LARGE for more than `maxRows`
 * @throws {InputValidationError} naming each unknown, repeated or missing column
 */
export function readCsv(text: string, schema: Schema, maxRows: number): readonly CellRow[] {
  if (text.includes('\0')) {
    throw new RequestError('CSV_INVALID', 'Found a NUL character in the body.', 'Send text.');
  }
  const [header = [], ...rows] = csvRows(text);
  const columns = inputColumns(schema.features);
  const names = header.map((name) => name.trim());
  const places = findColumns(names, columns, schema.target.name);
  if (rows.length === 0) {
    throw new RequestError('CSV_INVALID', 'Found no rows below the first line.', 'Add rows.');
  }
  requireRowCount(rows.length, maxRows);
  return rows.map((cells, index) => {
    if (cells.length !== header.length) {
      throw new RequestError(
        'CSV_INVALID',
        `Found ${cells.length} cells in row ${index + 1} below the first line, expected ${header.length}.`,
        'Give each row one cell for each column.',
      );
    }
    return new CellRow(places.map((place) => cells[place]!));
  });
}

/** Per column, its place. */
function findColumns(
  header: readonly string[],
  columns: readonly InputColumn[],
  target: string,
): readonly number[] {
  const issues = new FieldIssues();
  const places = new Map<string, number>();
  const names = new Set([...columns.map(({ name }) => name), target]);
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
