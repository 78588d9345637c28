import { inputColumns, missingTest, readDecimal } from '@lambda-forest/schema';
import type { InputColumn, MissingTest, Schema } from '@lambda-forest/schema';

import { csvRows } from './csv-cells.ts';
import { RequestError } from '../../errors.ts';
import { FieldIssues, pointerTo } from '../field-issues.ts';
import { requireRowCount } from '../row-count.ts';

/**
 * The rows of a CSV text as lists of values in the schema's order, ready for a RowReader. The first line names
 * the columns, in any order; the target's column may be there and is ignored.
 *
 * @throws {RequestError} CSV_INVALID for a text without rows, or a row with more or fewer cells than the first
 * @throws {RequestError} BODY_TOO_LARGE for more than `maxRows`
 * @throws {InputValidationError} naming each unknown, repeated or missing column
 */
export function readCsv(text: string, schema: Schema, maxRows: number): readonly unknown[][] {
  const [header = [], ...rows] = csvRows(text);
  const columns = inputColumns(schema.features);
  const isMissing = missingTest(schema.missingMarkers);
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
    return places.map((place, column) =>
      readCell(cells[place]!.trim(), columns[column]!, isMissing),
    );
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

/** As training reads a cell: what is no number where one is needed stays a text, for the RowReader to refuse. */
function readCell(cell: string, { kind }: InputColumn, isMissing: MissingTest): unknown {
  if (isMissing(cell)) return null;
  return kind === 'numeric' ? (readDecimal(cell) ?? cell) : cell;
}
