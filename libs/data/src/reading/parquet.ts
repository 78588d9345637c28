import { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

import type { ColumnBuilder } from '../columns/column-builder.ts';
import { singleIssue } from '../issue-list.ts';
import type { TableBuilder } from './table-builder.ts';

const NESTED_REMEDY = 'Leave the column out, or write its parts as columns of their own.';
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Bytes of a Parquet file, read where and when they are needed. */
export type ByteSource = AsyncBuffer;

/**
 * Reads a Parquet file, one group of rows and one column at a time. Its types count: numbers are numbers, texts
 * are texts, timestamps are texts in ISO 8601, NaN and null are missing.
 *
 * @param onRows told how many of its rows are read, and how many there are
 * @throws {DataValidationError} for a file that is none, is damaged, or has nested columns
 */
export async function readParquet(
  builder: TableBuilder,
  source: string,
  file: ByteSource,
  onRows: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  const metadata = await attempt(source, () => parquetMetadataAsync(file));
  const header = parquetSchema(metadata).children.map(({ element }) => element.name.trim());
  const columns = builder.begin(source, header, 'Parquet');
  const total = Number(metadata.num_rows);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    for (const [index, { element }] of parquetSchema(metadata).children.entries()) {
      const range = { rowStart, rowEnd };
      await readColumn(builder, source, file, metadata, element.name, columns[index]!, range);
    }
    for (let row = rowStart; row < rowEnd; row++) builder.endRow(row + 1);
    rowStart = rowEnd;
    onRows(rowStart, total);
  }
}

async function readColumn(
  builder: TableBuilder,
  source: string,
  file: ByteSource,
  metadata: FileMetaData,
  name: string,
  column: ColumnBuilder,
  range: { readonly rowStart: number; readonly rowEnd: number },
): Promise<void> {
  let row = range.rowStart;
  await attempt(source, () =>
    parquetRead({
      file,
      metadata,
      columns: [name],
      ...range,
      compressors,
      onChunk({ columnData }) {
        for (const value of columnData as Iterable<unknown>) {
          const problem = addValue(column, value);
          row++;
          if (problem !== undefined) builder.addIssue(row, name, problem, NESTED_REMEDY);
        }
      },
    }),
  );
  if (row !== range.rowEnd) {
    const message = `found ${row - range.rowStart} values, expected ${range.rowEnd - range.rowStart}`;
    throw singleIssue(source, { column: name, message }, 'Write the file again.');
  }
}

/** @returns what is wrong with the value, if anything is */
function addValue(column: ColumnBuilder, value: unknown): string | undefined {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) column.addNumber(value);
    else column.addCell('');
    return Number.isNaN(value) || Number.isFinite(value) ? undefined : 'found an infinite number';
  }
  if (typeof value === 'string') column.addText(value);
  else if (typeof value === 'boolean') column.addCell(String(value));
  else if (value instanceof Date) column.addText(value.toISOString());
  else if (typeof value === 'bigint' && value <= MAX_SAFE && value >= -MAX_SAFE) {
    column.addNumber(Number(value));
  } else {
    column.addCell('');
    if (value === null || value === undefined) return undefined;
    return typeof value === 'bigint'
      ? 'found a whole number beyond 2 ** 53, which float64 does not hold exactly'
      : 'found a nested value, expected a number, text, boolean, timestamp or null';
  }
  return undefined;
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
