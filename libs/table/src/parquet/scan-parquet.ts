import { openParquet } from './open-parquet.ts';
import type { ByteSource, RowGroup } from './parquet-file.ts';
import type { ParquetCell } from './parquet-cell.ts';

/** Takes the rows of a Parquet file: a group of rows after the other, and of each a column after the other. */
export interface ParquetSink {
  /**
   * Most rows that it takes at a time: a larger group comes in stretches, as if each were a group. Memory is then that of
   * the group as it is stored. Default: groups come whole, and a column of them is held at a time.
   */
  readonly mostRows?: number;
  /**
   * @param names of the file's columns
   * @param labels those of them that pandas wrote as the labels of its rows, and that tell nothing about a row
   * @returns indices of the columns to read
   */
  begin(names: readonly string[], labels: ReadonlySet<string>): readonly number[];
  /** One cell for each row of the group, or of the stretch. */
  addColumn(column: number, cells: readonly ParquetCell[], group: RowGroup): void;
  /** All its columns were there. */
  endGroup(group: RowGroup): void;
}

/** Groups of rows, by their indices; `to` is exclusive. */
export interface GroupRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a Parquet file.
 *
 * @param onGroup after each group of rows, or stretch; answering false ends the reading
 * @param range which groups of rows to read. Default all
 * @returns whether all of it was read
 * @throws {DataValidationError} for a file that is not Parquet, or is damaged
 */
export async function scanParquet(
  source: string,
  file: ByteSource,
  sink: ParquetSink,
  onGroup: () => Promise<boolean> = () => Promise.resolve(true),
  range: GroupRange = { from: 0, to: Infinity },
): Promise<boolean> {
  const parquet = await openParquet(source, file);
  const columns = sink.begin(parquet.names, parquet.labels);
  for (const group of parquet.groups.slice(range.from, range.to)) {
    const { rowCount, firstRow } = group;
    const most = Math.min(rowCount, sink.mostRows ?? Infinity);
    const open = (column: number) => parquet.open(group, column);
    const opened = most < rowCount ? await inOrder(columns, open) : undefined;
    let from = 0;
    do {
      const part = {
        ...group,
        firstRow: firstRow + from,
        rowCount: Math.min(most, rowCount - from),
      };
      for (const [i, column] of columns.entries()) {
        const take = opened?.[i] ?? (await open(column));
        sink.addColumn(column, await take(part.rowCount), part);
      }
      sink.endGroup(part);
      if (!(await onGroup())) return false;
      from += most;
    } while (from < rowCount);
  }
  return true;
}

async function inOrder<Item, Result>(
  items: readonly Item[],
  each: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const all: Result[] = [];
  for (const item of items) all.push(await each(item));
  return all;
}
