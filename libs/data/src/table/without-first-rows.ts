import type { Column } from '../columns/column.ts';
import type { Table } from './table.ts';

/** The table without its first rows: words that none has any more stay. */
export function withoutFirstRows(table: Table, count: number): Table {
  if (count === 0) return table;
  return {
    ...table,
    rowCount: table.rowCount - count,
    lines: table.lines.slice(count),
    columns: table.columns.map((column) => withoutFirst(column, count)),
  };
}

function withoutFirst(column: Column, count: number): Column {
  if (column.form === 'text') return column;
  if (column.form === 'words') {
    const { form, words, codes, hasNumbers, hasTextNumbers } = column;
    return { form, words, codes: codes.slice(count), hasNumbers, hasTextNumbers };
  }
  const odd = column.odd.filter(({ row }) => row >= count);
  return {
    ...column,
    values: column.values.slice(count),
    odd: odd.map(({ row, text }) => ({ row: row - count, text })),
    oddCount: column.oddCount - (column.odd.length - odd.length),
  };
}
