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
 */
import { scanParquet, TextScanner } from '@lambda-forest/table';
import type { ByteSource, TableSinks, TextChoice } from '@lambda-forest/table';

import { CsvColumns } from './csv-columns.ts';
import { JsonColumns } from './json-columns.ts';
import { ParquetColumns } from './parquet-columns.ts';
import { TableBuilder } from './table-builder.ts';
import type { TableRules } from './table-builder.ts';
import type { Table } from './table.ts';

export interface TableReaderOptions extends TableRules, TextChoice {}

export class TableReader {
  readonly #options: TableReaderOptions;
  readonly #builder: TableBuilder;
  #scanner: TextScanner | undefined;

  /** @param source what messages call the data as a whole */
  constructor(source: string, options: TableReaderOptions = {}) {
    this.#options = options;
    this.#builder = new TableBuilder(source, options);
  }

  /**
   * What takes the next file's rows.
   *
   * @param source what messages call the file
   */
  sinks(source: string): TableSinks {
    const builder = this.#builder;
    builder.beginFile(source);
    return {
      csv: (dialect, encoding) => new CsvColumns(source, builder, dialect, encoding),
      jsonLines: (encoding) => new JsonColumns(source, builder, encoding),
      parquet: () => new ParquetColumns(source, builder),
    };
  }

  /** @param source what messages call the file */
  begin(source: string): void {
    this.#scanner = new TextScanner(source, this.#options, this.sinks(source));
  }

  /**
   * @param bytes as for a TextScanner
   * @throws {DataValidationError} for bytes after which nothing more can be read
   */
  push(bytes: Uint8Array): void {
    this.#scanner?.push(bytes);
  }

  /** @throws {DataValidationError} as `push` */
  end(): void {
    this.#scanner?.end();
  }

  /** Reads a whole Parquet file in place of `begin`, `push` and `end`. */
  async readParquet(source: string, file: ByteSource): Promise<void> {
    await scanParquet(source, file, this.sinks(source).parquet());
  }

  /** Of all files so far. */
  get rowCount(): number {
    return this.#builder.rowCount;
  }

  /** @throws {DataValidationError} for no rows, and naming all cells and rows that were wrong */
  finish(): Table {
    return this.#builder.finish();
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
