/**
 * Cuts CSV into rows of cells: the one place where it is decided where a cell starts and ends. Training, scoring, the
 * service and the page all read by it.
 *
 * ```ts
 * const scanner = new CsvScanner(dialect, sink);
 * for (const bytes of pieces) scanner.push(bytes);
 * scanner.end();
 * ```
 *
 * A cell that starts with a quote ends with the next single one, followed by blanks at most. Blanks before the quote do
 * not count where that one ends the cell on the same line. In any other cell a quote is a character. An empty line is
 * not a row, nor is one of blanks where rows have several cells; a quoted empty cell is one. After LF a
 * carriage return before it is no part of a cell.
 */
import { BLANK, CR, LF, TAB } from '@lambda-forest/text';

import { MAX_ROW_BYTES } from '../limits.ts';
import { INCOMPLETE } from '../row-scanner.ts';
import type { RowScanner } from '../row-scanner.ts';
import type { CsvProblem } from './csv-problem.ts';
import { CsvRow, DOUBLED, PLAIN, QUOTED } from './csv-row.ts';
import type { Dialect } from './dialect.ts';

/** Takes the rows of a CSV text. */
export interface CsvSink {
  /** The first row, which names the columns. */
  begin(row: CsvRow): void;
  /** Each row below it, however many cells it has. */
  addRow(row: CsvRow): void;
  /**
   * What is wrong with the text. Usually throws; otherwise the cell ends where the next delimiter or row does.
   *
   * @param line on which the row starts, from 1
   */
  refuse(problem: CsvProblem, line: number): void;
}

/** What splits a text into cells. */
export type Separation = Pick<Dialect, 'delimiter' | 'quote' | 'newline'>;

/** Lines and cells that are no part of the table; `skipRows` lines were taken away already. */
type Leftovers = Partial<Pick<Dialect, 'hasSeparatorLine' | 'hasTrailingDelimiter' | 'skipRows'>>;

export class CsvScanner implements RowScanner {
  readonly #sink: CsvSink;
  readonly #row: CsvRow;
  /** The delimiter's last byte: its only one, if it is ASCII. */
  readonly #delimiter: number;
  /** Its bytes before that one. */
  readonly #lead: Uint8Array;
  readonly #quote: number;
  readonly #newline: number;
  /** Bytes of a row that may go on. */
  #rest: Uint8Array = new Uint8Array();
  /** Whether it goes on within quotes. */
  #isInQuotes = false;
  #line: number;
  /** Whether the next row is the one that tells Excel the delimiter. */
  #isSeparatorNext: boolean;
  /** Of the header, once there is one. */
  #width = 0;
  readonly #hasTrailingDelimiter: boolean;

  /** @param dialect quote: one ASCII character */
  constructor(dialect: Separation & Leftovers, sink: CsvSink) {
    const delimiter = new TextEncoder().encode(dialect.delimiter);
    this.#delimiter = delimiter.at(-1)!;
    this.#lead = delimiter.subarray(0, -1);
    this.#quote = dialect.quote.charCodeAt(0);
    this.#newline = dialect.newline === '\r' ? CR : LF;
    this.#isSeparatorNext = dialect.hasSeparatorLine === true;
    this.#hasTrailingDelimiter = dialect.hasTrailingDelimiter === true;
    this.#line = 1 + (dialect.skipRows ?? 0);
    this.#row = new CsvRow(dialect.quote);
    this.#sink = sink;
  }

  push(bytes: Uint8Array): void {
    this.#read(bytes, false);
  }

  pushRow(bytes: Uint8Array): number {
    return this.#read(bytes, false, true);
  }

  end(): void {
    this.#read(new Uint8Array(), true);
  }

  /** Bytes of a row that is not over yet. */
  get pending(): number {
    return this.#rest.length;
  }

  get line(): number {
    return this.#line;
  }

  /** @returns how many bytes were read, if `isOneRow` and it is over; else INCOMPLETE */
  #read(bytes: Uint8Array, isLast: boolean, isOneRow = false): number {
    const before = this.#rest.length;
    const data = joined(this.#rest, bytes);
    this.#row.setData(data);
    let at = 0;
    while (at < data.length) {
      const next = this.#readRow(data, at, isLast);
      if (next === INCOMPLETE) break;
      if (next - at > MAX_ROW_BYTES) this.#sink.refuse('long-row', this.#row.line);
      at = next;
      if (!isOneRow) continue;
      this.#rest = new Uint8Array();
      return at - before;
    }
    this.#rest = data.slice(at);
    if (this.#rest.length > MAX_ROW_BYTES) {
      this.#sink.refuse(this.#isInQuotes ? 'long-quote' : 'long-row', this.#line);
    }
    return INCOMPLETE;
  }

  /** @returns where the next row starts, or INCOMPLETE */
  #readRow(data: Uint8Array, start: number, isLast: boolean): number {
    const row = this.#row;
    const { length } = data;
    const delimiter = this.#delimiter;
    const newline = this.#newline;
    const isWide = this.#lead.length > 0;
    let problem: CsvProblem | undefined;
    let breaks = 0; // line breaks within quotes
    let cells = 0;
    let at = start;
    this.#isInQuotes = false;
    for (;;) {
      let from = at;
      let to = 0;
      let kind = PLAIN;
      const lead = data[at]!;
      if (lead <= BLANK && (lead === BLANK || lead === TAB) && lead !== delimiter) {
        at = this.#skipBlanks(data, at, isLast);
        if (at === INCOMPLETE) return INCOMPLETE;
      }
      if (at < length && data[at] === this.#quote) {
        kind = QUOTED;
        from = at + 1;
        for (to = from; to < length; to++) {
          const byte = data[to]!;
          if (byte === this.#quote) {
            if (data[to + 1] !== byte) break;
            kind = DOUBLED;
            to++;
          } else if (byte === LF || (byte === CR && data[to + 1] !== LF)) breaks++;
        }
        if (to >= length) {
          this.#isInQuotes = true;
          if (!isLast) return INCOMPLETE;
          problem ??= 'open-quote';
        }
        at = Math.min(to + 1, length);
      }
      const close = at;
      for (; at < length; at++) {
        const byte = data[at]!;
        if (byte === newline || (byte === delimiter && (!isWide || this.#isWhole(data, close, at))))
          break;
      }
      if (at >= length && !isLast) return INCOMPLETE;
      const isEnd = at >= length || data[at] === newline;
      let end = isWide && !isEnd ? at - this.#lead.length : at;
      // More than one, where lines that ended with CR and LF were written as if they ended with LF.
      while (isEnd && newline === LF && end > close && data[end - 1] === CR) end--;
      if (kind === PLAIN) to = end;
      else if (end > close && row.slice(close, end).trim() !== '') {
        problem ??= 'text-behind-quote';
      }
      if (cells === row.starts.length) row.grow();
      row.starts[cells] = from;
      row.ends[cells] = to;
      row.kinds[cells++] = kind;
      if (isEnd) break;
      at++;
    }
    if (problem) this.#sink.refuse(problem, this.#line);
    row.line = this.#line;
    row.length = cells;
    this.#line += 1 + breaks;
    if (cells > 1 || row.starts[0] !== row.ends[0] || row.kinds[0] !== PLAIN) this.#hand(row);
    return at + 1;
  }

  /**
   * @param from where the blanks start
   * @returns the quote behind them, if it has its end on the same line and nothing but blanks behind that; else `from`;
   *   INCOMPLETE if the line goes on behind the bytes that are there
   */
  #skipBlanks(data: Uint8Array, from: number, isLast: boolean): number {
    const { length } = data;
    const start = this.#behindBlanks(data, from);
    if (start < length && data[start] !== this.#quote) return from;
    let at = start + 1;
    for (; at < length; at++) {
      if (data[at] === LF || data[at] === CR) return from;
      if (data[at] !== this.#quote) continue;
      if (data[at + 1] !== this.#quote) break;
      at++;
    }
    const isClosed = at < length;
    at = this.#behindBlanks(data, at + 1);
    if (at >= length) return !isLast ? INCOMPLETE : isClosed ? start : from;
    const first = this.#lead[0] ?? this.#delimiter;
    return data[at] === first || data[at] === LF || data[at] === CR ? start : from;
  }

  #behindBlanks(data: Uint8Array, from: number): number {
    let at = from;
    while ((data[at] === BLANK || data[at] === TAB) && data[at] !== this.#delimiter) at++;
    return at;
  }

  #hand(row: CsvRow): void {
    const isBlank = row.length === 1 && row.kinds[0] === PLAIN && row.text(0).trim() === '';
    if (isBlank && this.#width > 1) return;
    if (this.#width > 0) {
      if (this.#hasTrailingDelimiter && row.length === this.#width + 1) {
        if (row.starts[this.#width] === row.ends[this.#width]) row.length--;
      }
      this.#sink.addRow(row);
    } else if (this.#isSeparatorNext) this.#isSeparatorNext = false;
    else {
      this.#width = row.length;
      this.#sink.begin(row);
    }
  }

  /** Whether the bytes before the last one of a delimiter are its first ones. */
  #isWhole(data: Uint8Array, from: number, at: number): boolean {
    const start = at - this.#lead.length;
    return start >= from && this.#lead.every((byte, i) => data[start + i] === byte);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
