import { Buffer } from 'node:buffer';

import { CsvError, parse } from 'csv-parse/sync';

import { requireUtf8 } from './require-utf8.ts';
import { RowReader } from './row-reader.ts';
import type { Table } from './table.ts';

/**
 * One row's limit: 32 bytes for each of the most columns that a model can have. It ends a large file whose
 * quote is never closed before all of it becomes one cell.
 */
const MAX_ROW_BYTES = 65_536 * 32;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

export interface CsvOptions {
  /** What messages call the data, usually the file's name. */
  readonly source: string;
}

/**
 * Reads a CSV file (RFC 4180) whose first line names the columns. Lines end with LF, CRLF or CR; empty
 * lines are no rows; a byte order mark is skipped. Cells come back exactly as written, names are trimmed.
 *
 * ```ts
 * const table = parseCsv(await readFile(path), { source: 'iris.csv' });
 * table.columns[4][0]; // 'setosa'
 * ```
 *
 * @param bytes UTF-8; neither kept nor changed
 * @throws {DataValidationError} for anything else: other encodings, NUL bytes, no header, empty or repeated
 *   names, no rows, rows with more or fewer cells than the header, misplaced or unclosed quotes, a row over
 *   2 MiB
 */
export function parseCsv(bytes: Uint8Array, { source }: CsvOptions): Table {
  const hasMark = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte);
  const text = hasMark ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
  requireUtf8(text, source);
  const reader = new RowReader(source);
  try {
    // A Buffer over the same memory: the parser would copy a plain Uint8Array when it slices.
    parse(Buffer.from(text.buffer, text.byteOffset, text.byteLength), {
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      // Rows of another length are told all at once, by the reader.
      relax_column_count: true,
      max_record_size: MAX_ROW_BYTES,
      on_record: (cells, { empty_lines }) => {
        reader.add(cells, empty_lines);
        return null; // the reader has what it needs: the parser need not collect rows
      },
    });
  } catch (error) {
    throw error instanceof CsvError ? reader.explain(error) : error;
  }
  return reader.finish();
}
