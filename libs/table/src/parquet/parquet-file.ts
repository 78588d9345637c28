import { parquetMetadata, parquetSchema } from 'hyparquet';
import type { AsyncBuffer, FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { count, option } from '@lambda-forest/text';

import type { DataValidationError } from '../errors.ts';
import { singleIssue } from '../issues/issue-list.ts';
import { readerOf } from './byte-reader.ts';
import { skipStruct } from './check-thrift.ts';
import { contained } from './contained.ts';
import { NESTED, OddValue } from './parquet-cell.ts';
import type { ParquetCell } from './parquet-cell.ts';
import { ChunkReader } from './read-chunk.ts';

/** Bytes of a Parquet file, read where and when they are needed. */
export type ByteSource = AsyncBuffer;

/** Rows that are read together, counted from 0. */
export interface RowGroup {
  /** In the order of the file, from 0. */
  readonly index: number;
  readonly firstRow: number;
  readonly rowCount: number;
  /** Of all its columns, unpacked, as the file says. */
  readonly byteCount: number;
}

export interface ParquetFile {
  /** The columns, without blanks around their names. */
  readonly names: readonly string[];
  /** Those of `names` that pandas wrote as the labels of its rows. */
  readonly labels: ReadonlySet<string>;
  readonly groups: readonly RowGroup[];
  /**
   * Opens a column of a group, whose bytes are held as they are stored.
   *
   * @param column index in `names`
   * @returns what gives the cells of the next rows of the group, so many
   * @throws {DataValidationError} for a file that is damaged, like what is returned
   */
  open(group: RowGroup, column: number): Promise<NextCells>;
}

type NextCells = (rowCount: number) => Promise<readonly ParquetCell[]>;

interface StoredColumn {
  readonly element: SchemaElement;
  /** Where its chunk is in a group. Absent for a column of parts. */
  readonly chunk: number | undefined;
}

/** A table from which one can learn has fewer rows for each byte: what claims more is damaged, or made to harm. */
const MAX_ROWS_PER_BYTE = 4_096;
const TAIL_BYTES = 8;
const MAGIC = [0x50, 0x41, 0x52, 0x31]; // PAR1

/** What the file's end says of it; `openParquet` is the way to it. */
export async function readFooter(source: string, file: ByteSource): Promise<ParquetFile> {
  const { metadata, columns, ...known } = await contained(source, undefined, async () => {
    const metadata = await readMetadata(file);
    const columns = columnsOf(metadata);
    const names = columns.map(({ element }) => element.name.trim());
    const groups = groupsOf(metadata, file.byteLength);
    return { metadata, columns, names, groups, labels: pandasLabels(metadata) };
  });
  return {
    ...known,
    async open(group, index) {
      const column = columns[index]!;
      const { name } = column.element;
      const take = await contained(source, name, () => {
        if (isEncrypted(metadata, group, column)) throw refuseEncrypted(source, name);
        return openCells(file, metadata, group, column);
      });
      return (rowCount) => contained(source, name, () => take(rowCount));
    },
  };
}

/** What a file says of itself at its end: the length of that in four bytes, and `PAR1`, come last. */
async function readMetadata(file: ByteSource): Promise<FileMetaData> {
  const end = await slice(file, file.byteLength - TAIL_BYTES, TAIL_BYTES);
  if (!MAGIC.every((byte, i) => end[4 + i] === byte)) throw new RangeError('cut off at its end');
  const size = readerOf(end).view.getUint32(0, true) + TAIL_BYTES;
  const footer = await slice(file, file.byteLength - size, size);
  skipStruct(readerOf(footer));
  return parquetMetadata(footer, { geoparquet: false });
}

/** @throws {RangeError} for bytes that are not in the file */
async function slice(file: ByteSource, start: number, size: number): Promise<Uint8Array> {
  const end = start + size;
  if (!(start >= 0 && size >= 0 && end <= file.byteLength)) {
    throw new RangeError(`bytes ${start} to ${end} of ${file.byteLength}`);
  }
  return new Uint8Array(await file.slice(start, end));
}

function columnsOf(metadata: FileMetaData): StoredColumn[] {
  let chunks = 0;
  return parquetSchema(metadata).children.map((tree) => {
    // The decoder puts U+FFFD in the place of other bytes, so that different names would become one.
    if (tree.element.name.includes('\uFFFD')) throw new TypeError('a name that is not UTF-8');
    const chunk = chunks;
    chunks += leavesOf(tree);
    const isFlat = tree.children.length === 0 && tree.element.repetition_type !== 'REPEATED';
    return { element: tree.element, chunk: isFlat ? chunk : undefined };
  });
}

function leavesOf({ children, element }: SchemaTree): number {
  if (element.type !== undefined) return 1;
  return children.reduce((sum, child) => sum + leavesOf(child), 0);
}

function groupsOf(metadata: FileMetaData, bytes: number): RowGroup[] {
  let firstRow = 0;
  const groups = metadata.row_groups.map(({ num_rows, total_byte_size }, index) => {
    const byteCount = Number(total_byte_size);
    const group = { index, firstRow, rowCount: Number(num_rows), byteCount };
    firstRow += group.rowCount;
    if (!(group.rowCount >= 0 && firstRow <= bytes * MAX_ROWS_PER_BYTE)) {
      throw new RangeError(`${count(group.rowCount, 'row')} in ${count(bytes, 'byte')}`);
    }
    return group;
  });
  if (firstRow >= Number(metadata.num_rows)) return groups; // some writers say 0
  throw new RangeError(`${count(firstRow, 'row')} in groups, expected ${metadata.num_rows}`);
}

function isEncrypted(
  { row_groups: groups }: FileMetaData,
  { index }: RowGroup,
  { chunk = -1 }: StoredColumn,
): boolean {
  return groups[index]?.columns[chunk]?.crypto_metadata !== undefined;
}

function refuseEncrypted(source: string, column: string): DataValidationError {
  const message = 'found an encrypted column, expected one in plain';
  const remedy = `Write the file without encryption, or ignore the column in ${option('schema')}.`;
  return singleIssue(source, { column, message }, remedy);
}

async function openCells(
  file: ByteSource,
  { row_groups: groups }: FileMetaData,
  { index, rowCount }: RowGroup,
  { element, chunk }: StoredColumn,
): Promise<(rowCount: number) => readonly ParquetCell[]> {
  if (chunk === undefined) return (rows) => new Array<ParquetCell>(rows).fill(new OddValue(NESTED));
  if (rowCount === 0) return () => [];
  const { meta_data: stored, file_path: elsewhere } = groups[index]?.columns[chunk] ?? {};
  if (
    stored === undefined ||
    elsewhere !== undefined ||
    stored.path_in_schema[0] !== element.name
  ) {
    throw new TypeError('no values of it in this file');
  }
  const dictionary = Number(stored.dictionary_page_offset ?? 0); // 0 is said for none too
  const start = dictionary === 0 ? Number(stored.data_page_offset) : dictionary;
  const bytes = await slice(file, start, Number(stored.total_compressed_size));
  const reader = new ChunkReader(bytes, element, stored.codec, rowCount);
  return (rows) => reader.take(rows);
}

/** What pandas notes of its index: names of columns, and objects for what is no column. */
function pandasLabels({ key_value_metadata: pairs }: FileMetaData): ReadonlySet<string> {
  const text = pairs?.find(({ key }) => key === 'pandas')?.value;
  try {
    const { index_columns: labels } = JSON.parse(text ?? '{}') as { index_columns?: unknown };
    return new Set(
      Array.isArray(labels) ? labels.filter((label) => typeof label === 'string') : [],
    );
  } catch {
    return new Set(); // a note that nobody can read
  }
}
