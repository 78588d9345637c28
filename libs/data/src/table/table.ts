import type { MissingTest, CellFormat } from '@lambda-forest/schema';

import type { Column } from '../columns/column.ts';

/** A file's cells, column by column, before it is decided what they are. */
export interface Table {
  /** What messages call the data, usually the file's name. */
  readonly source: string;
  /** Names of the columns: at least one, not empty, distinct, without surrounding blanks. */
  readonly header: readonly string[];
  /** Those of `header` that the file has no name for, and that are called by their number. They cannot be used. */
  readonly nameless: ReadonlySet<string>;
  /** Those of `header` that are an index of pandas: labels of the rows, which say nothing about them. */
  readonly labels: ReadonlySet<string>;
  /** One per name, in header order. */
  readonly columns: readonly Column[];
  readonly rowCount: number;
  /** Length rowCount: the line of its file, from 1, on which each row starts. Its cells may hold newlines. */
  readonly lines: Uint32Array;
  /** The files that the rows come from, in order: the first one's first row is 0. */
  readonly parts: readonly TablePart[];
  /** Per column, how its cells write numbers. */
  readonly formats: readonly CellFormat[];
  readonly isMissing: MissingTest;
}

export interface TablePart {
  readonly source: string;
  /** Index of its first row in the table. */
  readonly firstRow: number;
  /** How it was read, in a few words: `CSV, separated by ";", UTF-8`. */
  readonly format: string;
  /** Which columns it writes otherwise than training did, in a line. */
  readonly change?: string;
  /** How many rows below its header are left out, if a person says so. */
  readonly skippedRows?: number;
  /** Whether its rows name their own columns, so that one may have more of them than others. */
  readonly isOpen?: true;
  /** Whether it has not even names of columns. */
  readonly isEmpty?: true;
}

/** Where the user finds a row: its line and, if there are several files, the file. */
export interface RowPlace {
  readonly row: number;
  readonly source?: string;
}

export function placeOf({ lines, parts }: Pick<Table, 'lines' | 'parts'>, row: number): RowPlace {
  const place = { row: lines[row]! };
  if (parts.length < 2) return place;
  return { ...place, source: parts.findLast(({ firstRow }) => firstRow <= row)!.source };
}

/** A row's line, with its file where there are several. */
export function lineOf(table: Pick<Table, 'lines' | 'parts'>, row: number): string {
  const { row: line, source } = placeOf(table, row);
  return source === undefined ? String(line) : `${line} of ${source}`;
}
