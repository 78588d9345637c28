import { NESTED, openParquet } from '@lambda-forest/table';
import type { ByteSource, ParquetCell } from '@lambda-forest/table';

import type { ColumnBuilder } from '../columns/column-builder.ts';
import type { TableBuilder } from './table-builder.ts';

const REMEDY =
  'Leave the column out (in --schema: "kind": "ignore"), or write its parts as columns of their own.';

/**
 * Reads all of a Parquet file.
 *
 * @param onRows told how many of its rows are read, and how many there are
 * @throws {DataValidationError} for a file that is none, or is damaged
 */
export async function readParquet(
  builder: TableBuilder,
  source: string,
  file: ByteSource,
  onRows: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  const parquet = await openParquet(source, file);
  const { names, groups } = parquet;
  const columns = builder.begin(source, names, 'Parquet');
  /** Columns of which it was told: all their rows are like that. */
  const nested = new Set<string>();
  const total = groups.reduce((sum, { rowCount }) => sum + rowCount, 0);
  for (const group of groups) {
    const end = group.firstRow + group.rowCount;
    for (const [index, name] of names.entries()) {
      if (builder.isLeftOut(name)) continue;
      const cells = await parquet.read(group, index);
      for (let i = 0; i < cells.length; i++) {
        const problem = addCell(columns[index]!, cells[i]!);
        if (problem === undefined) continue;
        if (problem !== NESTED) builder.addIssue(group.firstRow + i + 1, name, problem, REMEDY);
        else if (!nested.has(name)) builder.addIssue(undefined, name, problem, REMEDY);
        if (problem === NESTED) nested.add(name);
      }
    }
    for (let row = group.firstRow; row < end; row++) builder.endRow(row + 1);
    onRows(end, total);
  }
}

/** @returns what is wrong with the cell, if anything is */
function addCell(column: ColumnBuilder, cell: ParquetCell): string | undefined {
  if (typeof cell === 'number') column.addNumber(cell);
  else if (typeof cell === 'string') column.addText(cell);
  else {
    column.addCell('');
    return cell?.problem;
  }
  return undefined;
}
