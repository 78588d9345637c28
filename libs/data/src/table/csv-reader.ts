import { describeDialect, raggedRemedy, singleIssue, splitRows } from '@lambda-forest/table';
import type { Dialect } from '@lambda-forest/table';

import type { ColumnBuilder } from '../columns/column-builder.ts';
import { readHeader } from './read-header.ts';
import type { TableBuilder } from './table-builder.ts';
import type { TextReader } from './text-reader.ts';

/**
 * One row's limit: 32 characters for each of the most columns that a model can have. It ends a large file whose
 * quote is never closed before all of it becomes one cell.
 */
const MAX_ROW_CHARACTERS = 65_536 * 32;

/** Reads separated text, a piece at a time. The first row that is not empty names the columns. */
export class CsvReader implements TextReader {
  readonly #source: string;
  readonly #builder: TableBuilder;
  readonly #dialect: Dialect;
  readonly #encoding: string;
  #columns: readonly ColumnBuilder[] | undefined;
  /** Text of a row that may go on. */
  #rest = '';
  #line = 1;
  /** Whether the next row is the one that only tells the delimiter. */
  #isSeparatorNext: boolean;

  /** @param encoding what the text was decoded from, to be shown */
  constructor(source: string, builder: TableBuilder, dialect: Dialect, encoding: string) {
    this.#source = source;
    this.#builder = builder;
    this.#dialect = dialect;
    this.#encoding = encoding;
    this.#isSeparatorNext = dialect.hasSeparatorLine;
  }

  push(text: string): void {
    this.#read(this.#rest === '' ? text : this.#rest + text, false);
    if (this.#rest.length > MAX_ROW_CHARACTERS) throw this.#refuseLength();
  }

  end(): void {
    if (this.#rest !== '') this.#read(this.#rest, true);
  }

  #read(text: string, isWhole: boolean): void {
    const { data, errors, meta } = splitRows(text, this.#dialect, isWhole);
    const mayBreak = text.includes(this.#dialect.quote);
    const bad = errors.find(({ row }) => row === undefined || row < data.length);
    const good = bad === undefined ? data.length : (bad.row ?? 0);
    for (let row = 0; row < good; row++) this.#addRow(data[row]!, mayBreak);
    if (bad !== undefined) throw this.#explain(bad.code);
    this.#rest = text.slice(meta.cursor);
  }

  #addRow(cells: string[], mayBreak: boolean): void {
    const line = this.#line;
    const { length } = cells;
    if (this.#dialect.newline === '\r\n') {
      const last = cells[length - 1]!;
      if (last.endsWith('\r')) cells[length - 1] = last.slice(0, -1);
    }
    this.#line += 1 + (mayBreak ? countLineBreaks(cells) : 0);
    if (length === 1 && (cells[0] === '' || cells[0] === '\r')) return; // an empty line is no row
    if (this.#isSeparatorNext) {
      this.#isSeparatorNext = false;
      return;
    }
    const columns = this.#columns;
    if (columns === undefined) {
      const header = readHeader(cells, line, this.#source);
      const format = `${describeDialect(this.#dialect)}, ${this.#encoding}`;
      this.#columns = this.#builder.begin(this.#source, header, format, this.#dialect.decimal);
    } else if (length === columns.length) {
      for (let column = 0; column < length; column++) columns[column]!.addCell(cells[column]!);
      this.#builder.endRow(line);
    } else {
      const expected = columns.length;
      const remedy = raggedRemedy(this.#dialect, length, expected);
      this.#builder.addRagged(line, length, expected, remedy);
    }
  }

  /** Without its end, the row's last cell tells whether it is a quote that runs on. */
  #refuseLength(): Error {
    const { errors } = splitRows(this.#rest, this.#dialect, true);
    const isOpen = errors.some(({ code }) => code === 'MissingQuotes');
    return singleIssue(
      this.#source,
      {
        row: this.#line,
        message: `found a row of more than 2 MiB${isOpen ? ', most of it in one pair of quotes' : ''}`,
      },
      isOpen
        ? 'Look for a quote that is opened and never closed.'
        : 'Write each row on a line of its own, and shorten or leave out very long texts.',
    );
  }

  #explain(code: string): Error {
    const row = this.#line;
    const { quote } = this.#dialect;
    return code === 'MissingQuotes'
      ? singleIssue(
          this.#source,
          { row, message: 'found a quote that is opened and never closed' },
          'Close it, and write a quote inside a quoted cell twice.',
        )
      : singleIssue(
          this.#source,
          {
            row,
            message: `found text behind the closing ${quote === '"' ? 'quote' : `quote ${quote}`} of a cell, expected the cell to end`,
          },
          'Quote the whole cell, and write each quote inside it twice.',
        );
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
