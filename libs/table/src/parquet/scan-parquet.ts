import { openParquet } from './open-parquet.ts';
import type { ByteSource, RowGroup } from './parquet-file.ts';
import type { ParquetCell } from './parquet-cell.ts';

/** Takes the rows of a Parquet file: a group of rows after the other, and of each a column after the other. */
export interface ParquetSink {
  /**
   * @param names of the file's columns
   * @param labels those of them that pandas wrote as the labels of its rows, and that tell nothing about a row
   * @returns indices of the columns to read
   */
  begin(names: readonly string[], labels: ReadonlySet<string>): readonly number[];
  /** One cell for each row of the group. */
  addColumn(column: number, cells: readonly ParquetCell[], group: RowGroup): void;
  /** All columns of the group were there. */
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
 * @param onGroup after each group of rows; answering false ends the reading
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
    for (const column of columns) {
      sink.addColumn(column, await parquet.read(group, column), group);
    }
    sink.endGroup(group);
    if (!(await onGroup())) return false;
  }
  return true;
}
