import type { CsvError } from 'csv-parse/sync';

import type { DataValidationError } from './errors.ts';
import { IssueList, singleIssue } from './issue-list.ts';
import { readHeader } from './read-header.ts';
import type { Table } from './table.ts';
import { count } from './text.ts';

/** Turns the parser's rows into columns, and keeps count of lines. */
export class RowReader {
  readonly #source: string;
  readonly #issues: IssueList;
  readonly #columns: string[][] = [];
  readonly #lines: number[] = [];
  #header: readonly string[] | undefined;
  /** Lines that the rows so far take up, not counting the empty ones between them. */
  #linesRead = 0;

  constructor(source: string) {
    this.#source = source;
    this.#issues = new IssueList(source);
  }

  add(cells: readonly string[], emptyLines: number): void {
    const line = this.#nextLine(emptyLines);
    this.#linesRead += 1 + countLineBreaks(cells);
    if (this.#header === undefined) {
      this.#header = readHeader(cells, line, this.#source);
      for (let column = 0; column < cells.length; column++) this.#columns.push([]);
    } else if (cells.length === this.#header.length) {
      for (let column = 0; column < cells.length; column++) {
        this.#columns[column]!.push(cells[column]!);
      }
      this.#lines.push(line);
    } else {
      const message = `found ${count(cells.length, 'cell')}, expected ${this.#header.length} as in the header`;
      this.#issues.add(
        { row: line, message },
        'Give every row one cell per column, and quote cells that contain commas.',
      );
    }
  }

  finish(): Table {
    const header = this.#header;
    if (header === undefined) {
      throw singleIssue(
        this.#source,
        { message: 'found an empty file, expected a header and rows' },
        'Write the names of the columns on the first line and the rows below it.',
      );
    }
    this.#issues.throwIfAny();
    if (this.#lines.length === 0) {
      throw singleIssue(
        this.#source,
        { message: 'found a header without rows, expected at least one row' },
        'Write the names of the columns on the first line and the rows below it.',
      );
    }
    return {
      source: this.#source,
      header,
      columns: this.#columns,
      lines: Uint32Array.from(this.#lines),
    };
  }

  /** The parser stops at the first misplaced quote, so the line is that of the row after the last good one. */
  explain(error: CsvError): DataValidationError {
    const row = this.#nextLine(Number(error['empty_lines']));
    const column = this.#header?.[Number(error['column'])];
    const issue = { row, ...(column === undefined ? {} : { column }) };
    switch (error.code) {
      case 'CSV_QUOTE_NOT_CLOSED':
        return singleIssue(
          this.#source,
          { ...issue, message: 'found a quote that is opened and never closed' },
          'Close it, and write a quote inside a quoted cell twice.',
          error,
        );
      case 'CSV_MAX_RECORD_SIZE':
        return singleIssue(
          this.#source,
          { ...issue, message: 'found a row of more than 2 MiB' },
          'Look for a quote that is opened and never closed.',
          error,
        );
      default:
        return singleIssue(
          this.#source,
          {
            ...issue,
            message: 'found a quote in the middle of a cell, expected it around the whole cell',
          },
          'Quote the whole cell, and write each quote inside it twice.',
          error,
        );
    }
  }

  #nextLine(emptyLines: number): number {
    return this.#linesRead + emptyLines + 1;
  }
}

/** A quoted cell may go over several lines; CRLF ends one line, not two. */
function countLineBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    if (!cell.includes('\n') && !cell.includes('\r')) continue; // nearly all
    breaks += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return breaks;
}
