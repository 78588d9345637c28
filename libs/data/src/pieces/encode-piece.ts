import { inputColumns, PLAIN_NUMBERS } from '@lambda-forest/schema';

import type { Dataset } from '../dataset/dataset.ts';
import { encodeTable } from '../encode/encode-table.ts';
import type { Table } from '../table/table.ts';
import type { TablePlan } from './table-plan.ts';

/**
 * The rows of a piece, read by the rules of the plan, as the numbers that they are in the whole table.
 *
 * @throws {DataValidationError} as `encodeTable`
 */
export function encodePiece(
  table: Table,
  { schema }: Pick<TablePlan, 'schema'>,
): Dataset<Float64Array> {
  const needed = [...inputColumns(schema).map(({ name }) => name), schema.target.name];
  return encodeTable(withColumns(table, needed), schema);
}

/** A column of which no object of a piece has a member is one of empty cells. */
function withColumns(table: Table, names: readonly string[]): Table {
  const missing = names.filter((name) => !table.header.includes(name));
  if (missing.length === 0 || table.parts[0]?.isOpen !== true) return table;
  const empty = {
    form: 'words',
    words: [''],
    codes: new Uint32Array(table.rowCount),
    hasNumbers: false,
    hasTextNumbers: false,
  } as const;
  return {
    ...table,
    header: [...table.header, ...missing],
    columns: [...table.columns, ...missing.map(() => empty)],
    formats: [...table.formats, ...missing.map(() => PLAIN_NUMBERS)],
  };
}
