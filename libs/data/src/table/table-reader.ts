/**
 * Reads tables as they come: bytes of one file after the other, a piece at a time, straight into columns.
 *
 * ```ts
 * const reader = new TableReader('houses.csv');
 * reader.begin('houses.csv');
 * for await (const bytes of stream) reader.push(bytes);
 * reader.end();
 * const table = reader.finish();
 * ```
 *
 * What a file is like is found out from its first 256 KiB, unless it was said.
 */
import { Buffer } from 'node:buffer';

import {
  refuseForeignFormat,
  refuseJsonList,
  SAMPLE_BYTES,
  sniffText,
  strictDecoder,
} from '@lambda-forest/table';
import type { ByteSource, StrictDecoder, TextChoice } from '@lambda-forest/table';

import { CsvReader } from './csv-reader.ts';
import { JsonLinesReader } from './json-lines-reader.ts';
import { readParquet } from './read-parquet.ts';
import { TableBuilder } from './table-builder.ts';
import type { TableRules } from './table-builder.ts';
import type { Table } from './table.ts';
import type { TextReader } from './text-reader.ts';

/** The formats of text. Parquet is read from a `ByteSource` instead. */
export type TextFormat = 'csv' | 'jsonl';

export interface TableReaderOptions extends TableRules, TextChoice {}

/** A larger piece is cut, so that its text and rows are short-lived. */
const PIECE_BYTES = 262_144;

export class TableReader {
  readonly #options: TableReaderOptions;
  readonly #builder: TableBuilder;
  #source = '';
  /** The file's first bytes, until there are enough to find out what it is. */
  #sample: Uint8Array[] = [];
  #sampleBytes = 0;
  #decoder: StrictDecoder | undefined;
  #reader: TextReader | undefined;

  /** @param source what messages call the data as a whole */
  constructor(source: string, options: TableReaderOptions = {}) {
    this.#options = options;
    this.#builder = new TableBuilder(source, options);
  }

  /** @param source what messages call the file */
  begin(source: string): void {
    this.#source = source;
    this.#sample = [];
    this.#sampleBytes = 0;
    this.#decoder = undefined;
    this.#reader = undefined;
  }

  /**
   * @param bytes neither changed nor kept once the next piece is pushed, but for the first 256 KiB
   * @throws {DataValidationError} for bytes after which nothing more can be read
   */
  push(bytes: Uint8Array): void {
    if (this.#reader !== undefined) {
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
        this.#reader.push(this.#decoder!.decode(bytes.subarray(at, at + PIECE_BYTES)));
      }
      return;
    }
    this.#sample.push(bytes);
    this.#sampleBytes += bytes.length;
    if (this.#sampleBytes >= SAMPLE_BYTES) this.#start(false);
  }

  /** @throws {DataValidationError} as `push` */
  end(): void {
    if (this.#reader === undefined) this.#start(true);
    this.#reader?.push(this.#decoder!.end());
    this.#reader?.end();
  }

  /** Reads a whole Parquet file in place of `begin`, `push` and `end`. */
  readParquet(
    source: string,
    file: ByteSource,
    onRows?: (done: number, total: number) => void,
  ): Promise<void> {
    return readParquet(this.#builder, source, file, onRows);
  }

  /** @throws {DataValidationError} for no rows, and telling all cells and rows that were wrong */
  finish(): Table {
    return this.#builder.finish();
  }

  #start(isWhole: boolean): void {
    const bytes = this.#sample.length === 1 ? this.#sample[0]! : Buffer.concat(this.#sample);
    this.#sample = [];
    if (bytes.length === 0) return;
    refuseForeignFormat(this.#source, bytes);
    const sample = bytes.subarray(0, SAMPLE_BYTES);
    const kind = sniffText(sample, isWhole && sample.length === bytes.length, this.#options);
    this.#decoder = strictDecoder(this.#source, kind.encoding);
    const text = this.#decoder.decode(sample);
    if (kind.format === 'json') throw refuseJsonList(this.#source);
    this.#reader =
      kind.format === 'jsonl'
        ? new JsonLinesReader(this.#source, this.#builder, kind.encoding)
        : new CsvReader(this.#source, this.#builder, kind.dialect, kind.encoding);
    this.#reader.push(text);
    for (let at = sample.length; at < bytes.length; at += PIECE_BYTES) {
      this.#reader.push(this.#decoder.decode(bytes.subarray(at, at + PIECE_BYTES)));
    }
  }
}

/** A whole CSV or JSON Lines file that is in memory, or another text if the options say so. */
export function parseTable(
  bytes: Uint8Array,
  { source, ...options }: TableReaderOptions & { readonly source: string },
): Table {
  const reader = new TableReader(source, options);
  reader.begin(source);
  reader.push(bytes);
  reader.end();
  return reader.finish();
}

/**
 * A whole CSV file that is in memory.
 *
 * ```ts
 * const table = parseCsv(await readFile(path), { source: 'iris.csv' });
 * ```
 *
 * @throws {DataValidationError} for text that cannot be decoded, NUL bytes, no header, empty or repeated names,
 *   no rows, rows with more or fewer cells than the header, misplaced or unclosed quotes, a row over 2 MiB
 */
export function parseCsv(bytes: Uint8Array, options: { readonly source: string }): Table {
  return parseTable(bytes, { ...options, format: 'csv' });
}
