import {
  BLANK,
  cellEnd,
  closingQuote,
  CR,
  countBreaks,
  INCOMPLETE,
  LF,
  nextLine,
  textOf,
  unquoted,
} from './csv-bytes.ts';
import { bytesOf } from './csv-dialect.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { ScoringInputError } from './errors.ts';
import { requireColumns } from './require-columns.ts';

/** What a CSV file's first row that is not empty says. */
export interface CsvHeader {
  /** Names of the columns, without blanks around them. */
  readonly names: readonly string[];
  /** Where the next row starts. */
  readonly end: number;
  /** The line on which that is, from 1. */
  readonly line: number;
}

/**
 * Reads the names of the columns.
 *
 * @param bytes the file's start, without a byte order mark
 * @param isWhole whether there is no more
 * @returns undefined where the row is not there as a whole yet
 * @throws {ScoringInputError} for an empty file, and for columns that are missing or there twice
 */
export function readCsvHeader(
  bytes: Uint8Array,
  isWhole: boolean,
  dialect: CsvDialect,
  expected: readonly string[],
  source: string,
): CsvHeader | undefined {
  let isSeparator = dialect.hasSeparatorLine;
  let line = 1;
  for (let at = 0; at < bytes.length;) {
    const row = readRow(bytes, at, isWhole, dialect);
    if (row === undefined) return undefined;
    at = row.end;
    line += row.breaks;
    const isEmpty = row.cells.length === 1 && row.cells[0] === '';
    if (!isEmpty && !isSeparator) {
      const names = row.cells.map((cell) => cell.trim());
      requireColumns(names, expected, source);
      return { names, end: at, line };
    }
    isSeparator &&= isEmpty;
  }
  if (!isWhole) return undefined;
  throw new ScoringInputError(
    `Found no text in ${source}, expected a header and rows.`,
    'Write the names of the columns on the first line and the rows below it.',
  );
}

interface Row {
  readonly cells: readonly string[];
  readonly end: number;
  /** Lines that it takes. */
  readonly breaks: number;
}

/** One row as texts, or undefined where it may go on. A quote that is never closed ends with the data. */
function readRow(
  data: Uint8Array,
  start: number,
  isWhole: boolean,
  dialect: CsvDialect,
): Row | undefined {
  const bytes = bytesOf(dialect);
  const cells: string[] = [];
  let breaks = 1;
  for (let from = start; ;) {
    let at = from;
    let text: string | undefined;
    if (data[from] === bytes.quote) {
      const close = closingQuote(data, from, bytes.quote);
      if (!isWhole && (close === INCOMPLETE || close + 1 === data.length)) return undefined;
      const end = close === INCOMPLETE ? data.length : close;
      text = unquoted(data, from, end, dialect.quote);
      breaks += countBreaks(text);
      at = end + 1;
      while (data[at] === BLANK && bytes.delimiter !== BLANK) at++;
    }
    const end = cellEnd(data, at, bytes);
    if (!isWhole && (end >= data.length || (data[end] === CR && end + 1 === data.length))) {
      return undefined;
    }
    const isLast = end >= data.length || data[end] === LF || data[end] === CR;
    cells.push(text ?? textOf(data, from, isLast ? end : end - bytes.lead.length));
    if (isLast) return { cells, end: Math.min(nextLine(data, end), data.length), breaks };
    from = end + 1;
  }
}
