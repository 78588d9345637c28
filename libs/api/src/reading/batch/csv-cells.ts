import { RequestError } from '../../errors.ts';

/** A cell: quoted, with quotes inside doubled, or plain up to the next separator; then what ends it. */
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

/**
 * The rows of a CSV text (RFC 4180): separated by commas, lines ending with LF, CRLF or CR, empty lines left
 * out. Cells come as they stand, without their quotes.
 *
 * @throws {RequestError} CSV_INVALID for a quote that is misplaced or never closed
 */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let end = ',';
  while (at < text.length || end === ',') {
    CELL.lastIndex = at;
    const match = CELL.exec(text);
    if (match === null) {
      throw new RequestError(
        'CSV_INVALID',
        `Found a misplaced quote in row ${rows.length + 1}.`,
        'Put a cell with quotes in quotes, and double those inside.',
      );
    }
    const [whole, quoted, plain = '', separator = ''] = match;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    at += whole.length;
    end = separator;
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
