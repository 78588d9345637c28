import { isRounded } from '@lambda-forest/schema';
import { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

import { singleIssue } from '../issues/issue-list.ts';

/** What is wrong with a value that has parts. */
export const NESTED = 'found a nested value, expected a number, text, boolean, timestamp or null';

/** Bytes of a Parquet file, read where and when they are needed. */
export type ByteSource = AsyncBuffer;

/** A cell that holds what no column can. */
export class OddValue {
  /** What was found, and what was expected. */
  readonly problem: string;

  constructor(problem: string) {
    this.problem = problem;
  }
}

/**
 * Its types count: numbers are numbers, texts are texts, timestamps are texts in ISO 8601, null is missing. A whole
 * number that float64 does not hold is the text of its digits, as it is in other formats.
 */
export type ParquetCell = number | string | null | OddValue;

/** Rows that are read together, counted from 0. */
export interface RowGroup {
  readonly firstRow: number;
  readonly rowCount: number;
}

export interface ParquetFile {
  /** The columns, without blanks around their names. */
  readonly names: readonly string[];
  readonly groups: readonly RowGroup[];
  /**
   * @param column index in `names`
   * @returns one cell for each row of the group
   * @throws {DataValidationError} for a file that is damaged
   */
  read(group: RowGroup, column: number): Promise<readonly ParquetCell[]>;
}

/**
 * Opens a Parquet file, which is read a group of rows and a column at a time.
 *
 * @throws {DataValidationError} for a file that is none, or is damaged
 */
export async function openParquet(source: string, file: ByteSource): Promise<ParquetFile> {
  const metadata = await attempt(source, () => parquetMetadataAsync(file));
  const given = parquetSchema(metadata).children.map(({ element }) => element.name);
  return {
    names: given.map((name) => name.trim()),
    groups: groupsOf(metadata),
    read: (group, column) => readColumn(source, file, metadata, given[column]!, group),
  };
}

function groupsOf(metadata: FileMetaData): RowGroup[] {
  let firstRow = 0;
  return metadata.row_groups.map(({ num_rows }) => {
    const group = { firstRow, rowCount: Number(num_rows) };
    firstRow += group.rowCount;
    return group;
  });
}

async function readColumn(
  source: string,
  file: ByteSource,
  metadata: FileMetaData,
  name: string,
  { firstRow, rowCount }: RowGroup,
): Promise<readonly ParquetCell[]> {
  const cells: ParquetCell[] = [];
  await attempt(source, () =>
    parquetRead({
      file,
      metadata,
      columns: [name],
      rowStart: firstRow,
      rowEnd: firstRow + rowCount,
      compressors,
      onChunk({ columnData }) {
        for (const value of columnData as Iterable<unknown>) cells.push(cellOf(value));
      },
    }),
  );
  if (cells.length !== rowCount) {
    const message = `found ${cells.length} values, expected ${rowCount}`;
    throw singleIssue(source, { column: name, message }, 'Write the file again.');
  }
  return cells;
}

function cellOf(value: unknown): ParquetCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return null;
    return Number.isFinite(value) ? value : new OddValue('found an infinite number');
  }
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') {
    const number = Number(value);
    return isRounded(String(value), number) ? String(value) : number;
  }
  return new OddValue(NESTED);
}

async function attempt<T>(source: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw singleIssue(
      source,
      { message: `found no Parquet that can be read (${String(error)})` },
      'Write the file again, with Snappy, Gzip, Zstandard or no compression.',
      error,
    );
  }
}
