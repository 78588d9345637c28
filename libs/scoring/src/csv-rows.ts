/**
 * CSV by a model's schema, quick enough to keep the forest busy: the bytes are walked once, plain numbers are read
 * from them directly, and only other cells become texts. What a cell means is the same as in training.
 *
 * Text is UTF-8, with or without a byte order mark; lines end with LF, CRLF or CR; what else there is to know is
 * the dialect.
 */
import { Buffer } from 'node:buffer';

import type { Schema } from '@lambda-forest/schema';

import {
  BLANK,
  cellEnd,
  closingQuote,
  countBreaks,
  CR,
  INCOMPLETE,
  isBehind,
  LF,
  nextLine,
  textOf,
  unquoted,
} from './csv-bytes.ts';
import { bytesOf } from './csv-dialect.ts';
import type { CsvDialect, DialectBytes } from './csv-dialect.ts';
import { readCsvHeader } from './csv-header.ts';
import { decimalFromBytes } from './decimal-bytes.ts';
import { ScoringInputError } from './errors.ts';
import { BATCH_ROWS, RowBatch } from './row-batch.ts';
import type { RowDecoder, RowDecoderOptions } from './row-batch.ts';
import { valueReaders } from './value-reader.ts';
import type { ValueReader } from './value-reader.ts';

/** One row's limit: 32 bytes for each of the most columns that a model can have. It ends an unclosed quote. */
const MAX_ROW_BYTES = 65_536 * 32;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** What a column of the file is for: nothing, a number, or anything else that the model reads. */
const UNUSED = 0;
const NUMBER = 1;
const OTHER = 2;

export class CsvRows implements RowDecoder {
  readonly #source: string;
  readonly #onBatch: (batch: RowBatch) => void;
  readonly #batch: RowBatch;
  readonly #readers: readonly ValueReader[];
  readonly #dialect: CsvDialect;
  readonly #bytes: DialectBytes;
  /** Bytes of a row that may go on. */
  #rest: Uint8Array = new Uint8Array();
  #line = 1;
  #rows = 0;
  // From the header on, one entry for each column of the file:
  #uses: Uint8Array | undefined;
  #first: Int32Array = new Int32Array();
  #readerOf: readonly (ValueReader | undefined)[] = [];
  /** Numbers that may stand for a missing value. */
  readonly #markers: ReadonlySet<number>;

  constructor(
    schema: Schema,
    dialect: CsvDialect,
    { source, onBatch, batchRows = BATCH_ROWS }: RowDecoderOptions,
  ) {
    this.#dialect = dialect;
    this.#bytes = bytesOf(dialect);
    this.#source = source;
    this.#onBatch = onBatch;
    this.#batch = new RowBatch(schema.features.length, batchRows);
    this.#readers = valueReaders(schema, dialect.decimal);
    this.#markers = this.#readers[0]!.reader.markerNumbers;
  }

  push(bytes: Uint8Array): void {
    this.#read(bytes, false);
  }

  end(): void {
    this.#read(new Uint8Array(), true);
    if (this.#rows === 0) {
      throw new ScoringInputError(
        `Found no rows below the first one of ${this.#source}, expected at least one.`,
        'Add rows.',
      );
    }
    this.#flush();
  }

  #read(bytes: Uint8Array, isLast: boolean): void {
    const data = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let at = 0;
    if (this.#uses === undefined) {
      const start = this.#readHeader(data, isLast);
      if (start === undefined) {
        this.#keep(data, 0);
        return;
      }
      at = start;
    }
    while (at < data.length) {
      const next = this.#readRow(data, at, isLast);
      if (next === INCOMPLETE) break;
      at = next;
    }
    this.#keep(data, at);
  }

  #keep(data: Uint8Array, from: number): void {
    this.#rest = data.slice(from);
    if (this.#rest.length > MAX_ROW_BYTES) throw this.#tooLong();
  }

  /** @returns where the first row below starts, or undefined until the header is there as a whole */
  #readHeader(data: Uint8Array, isLast: boolean): number | undefined {
    const hasMark = BYTE_ORDER_MARK.every((byte, i) => data[i] === byte);
    const skipped = hasMark ? BYTE_ORDER_MARK.length : 0;
    const names = this.#readers.map(({ column }) => column.name);
    const header = readCsvHeader(
      data.subarray(skipped),
      isLast,
      this.#dialect,
      names,
      this.#source,
    );
    if (header === undefined) return undefined;
    const readers = new Map(this.#readers.map((reader) => [reader.column.name, reader]));
    this.#readerOf = header.names.map((name) => readers.get(name));
    this.#uses = Uint8Array.from(this.#readerOf, (reader) =>
      reader === undefined ? UNUSED : reader.column.kind === 'numeric' ? NUMBER : OTHER,
    );
    this.#first = Int32Array.from(this.#readerOf, (reader) => reader?.column.first ?? -1);
    this.#line = header.line;
    return skipped + header.end;
  }

  /**
   * Reads one row into the batch.
   *
   * @returns where the next one starts, or INCOMPLETE if this one goes on behind the data
   */
  #readRow(data: Uint8Array, start: number, isLast: boolean): number {
    const batch = this.#batch;
    const { delimiter, lead, quote, decimal } = this.#bytes;
    const { rows } = batch;
    const markers = this.#markers;
    const hasMarkers = markers.size > 0;
    const uses = this.#uses!;
    const first = this.#first;
    const rowStart = batch.count * batch.featureCount;
    const { length } = data;
    let at = start;
    let column = 0;
    let breaks = 0; // line breaks within quotes
    batch.problems.delete(batch.count);
    for (;;) {
      let byte = data[at];
      if (byte === quote) {
        const close = closingQuote(data, at, quote);
        if (close === INCOMPLETE || (close + 1 === length && !isLast)) {
          if (isLast) throw this.#unclosed();
          return INCOMPLETE;
        }
        const text = unquoted(data, at, close, this.#dialect.quote);
        breaks += countBreaks(text);
        at = close + 1;
        while (data[at] === BLANK && delimiter !== BLANK) at++;
        const tail = at + lead.length; // where the last byte of a delimiter is
        if (tail >= length && !isLast) return INCOMPLETE;
        if (tail < length && data[tail] === delimiter && isBehind(data, at, tail, lead)) at = tail;
        byte = data[at];
        if (at < length && byte !== delimiter && byte !== LF && byte !== CR)
          throw this.#textBehind();
        this.#readerOf[column]?.readCell(text, batch);
      } else {
        const from = at;
        while (at < length && byte !== delimiter && byte !== LF && byte !== CR) byte = data[++at];
        let to = at;
        if (lead.length > 0) {
          at = cellEnd(data, from, this.#bytes);
          byte = data[at];
          to = byte === delimiter ? at - lead.length : at;
        }
        if (at >= length && !isLast) return INCOMPLETE;
        // An empty line is no row.
        if (column === 0 && at === from && byte !== delimiter) {
          return this.#skipEmptyLine(data, at, isLast);
        }
        const use = uses[column];
        if (use === NUMBER) {
          const value = decimalFromBytes(data, from, to, decimal);
          if (Number.isNaN(value) || (hasMarkers && markers.has(value))) {
            this.#readCell(data, from, to, column);
          } else rows[rowStart + first[column]!] = value;
        } else if (use === OTHER) {
          this.#readCell(data, from, to, column);
        }
      }
      column++;
      if (at >= length || byte !== delimiter) break;
      at++;
    }
    if (at < length && data[at] === CR && at + 1 >= length && !isLast) return INCOMPLETE;
    if (column !== uses.length) {
      batch.problems.set(
        batch.count,
        `found ${column} ${column === 1 ? 'cell' : 'cells'}, expected ${uses.length}`,
      );
    }
    this.#endRow(breaks);
    return nextLine(data, at);
  }

  #skipEmptyLine(data: Uint8Array, at: number, isLast: boolean): number {
    if (data[at] === CR && at + 1 >= data.length && !isLast) return INCOMPLETE;
    if (at < data.length) this.#line++;
    return nextLine(data, at);
  }

  /** Anything but a plain number. */
  #readCell(data: Uint8Array, from: number, to: number, column: number): void {
    this.#readerOf[column]!.readCell(textOf(data, from, to), this.#batch);
  }

  #endRow(breaks: number): void {
    const batch = this.#batch;
    batch.lines[batch.count] = this.#line;
    this.#line += 1 + breaks;
    this.#rows++;
    batch.count++;
    if (batch.count === batch.capacity) this.#flush();
  }

  #flush(): void {
    if (this.#batch.count > 0) this.#onBatch(this.#batch);
    this.#batch.clear();
  }

  /** The row that waits for its end: too long because of a quote, or as it is? */
  #tooLong(): ScoringInputError {
    const isOpen = endsInQuotes(this.#rest, this.#bytes);
    return new ScoringInputError(
      `Found a row of more than 2 MiB on line ${this.#line} of ${this.#source}${isOpen ? ', most of it in one pair of quotes' : ''}.`,
      isOpen
        ? 'Look for a quote that is opened and never closed.'
        : 'Write each row on a line of its own, and shorten or leave out very long texts.',
    );
  }

  #unclosed(): ScoringInputError {
    return new ScoringInputError(
      `Found a quote on line ${this.#line} of ${this.#source} that is opened and never closed.`,
      'Close it, and write a quote inside a quoted cell twice.',
    );
  }

  #textBehind(): ScoringInputError {
    return new ScoringInputError(
      `Found text behind the closing quote of a cell on line ${this.#line} of ${this.#source}.`,
      'Quote the whole cell, and write each quote inside it twice.',
    );
  }
}

/** Whether a row's start is over in the middle of a quoted cell. */
function endsInQuotes(data: Uint8Array, dialect: DialectBytes): boolean {
  for (let at = 0; at < data.length; at++) {
    if (data[at] === dialect.quote) {
      const close = closingQuote(data, at, dialect.quote);
      if (close === INCOMPLETE) return true;
      at = close + 1;
    }
    at = cellEnd(data, at, dialect);
  }
  return false;
}
