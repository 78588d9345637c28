import { describeOtherLevels } from '@lambda-forest/schema';
import type { OtherLevels, Schema } from '@lambda-forest/schema';
import { refuseSkipped, singleIssue } from '@lambda-forest/table';
import type { DataValidationError, TableSinks } from '@lambda-forest/table';

import { CsvRows } from './csv-rows.ts';
import type { Keep } from './kept-columns.ts';
import { JsonRows } from './json-rows.ts';
import { RowBatch, rowsOfBatch } from './row-batch.ts';
import type { RowTarget } from './row-batch.ts';
import { TypedRows } from './typed-rows.ts';
import { valueReaders } from './value-reader.ts';
import type { ValueReader } from './value-reader.ts';

export interface RowReaderOptions {
  /** What messages call the file. */
  readonly source: string;
  /** Given each full batch and the last one; it is filled again once this returns. */
  readonly onBatch: (batch: RowBatch) => void;
  /** Given a line on how the file writes numbers, if that is not as in training, and one on levels that count as others. Default: nobody is. */
  readonly onNotice?: ((text: string) => void) | undefined;
  /** Columns that the batches carry along. Default none. */
  readonly keep?: Keep | undefined;
  /** Default BATCH_ROWS, or fewer of a wide table. */
  readonly batchRows?: number;
}

/**
 * Turns the rows of one file of any format into batches for a model.
 *
 * ```ts
 * const reader = new RowReader(schema, { source: 'new.csv', onBatch });
 * const scanner = new TextScanner('new.csv', {}, reader);
 * for await (const bytes of stream) scanner.push(bytes);
 * scanner.end();
 * reader.end();
 * ```
 */
export class RowReader implements TableSinks {
  readonly #schema: Schema;
  readonly #source: string;
  readonly #onBatch: (batch: RowBatch) => void;
  readonly #batch: RowBatch;
  readonly #onNotice: (text: string) => void;
  readonly #keep: Keep | undefined;
  #hasRows = false;
  #skippedRows: number | undefined;
  /** Of the file that is being read. */
  #readers: readonly ValueReader[] = [];

  constructor(schema: Schema, { source, onBatch, onNotice, keep, batchRows }: RowReaderOptions) {
    this.#keep = keep;
    this.#schema = schema;
    this.#source = source;
    this.#onBatch = onBatch;
    this.#onNotice = onNotice ?? (() => undefined);
    const featureCount = schema.features.length;
    this.#batch = new RowBatch(featureCount, batchRows ?? rowsOfBatch(featureCount));
    if (keep !== undefined && keep.columns !== 'all') this.#batch.keptNames = keep.columns;
  }

  csv(...[dialect]: Parameters<TableSinks['csv']>): CsvRows {
    this.#skippedRows = dialect.skipRowsAfterHeader;
    return new CsvRows(this.#newReaders(), dialect, this.#target());
  }

  jsonLines(): JsonRows {
    return new JsonRows(this.#newReaders(), this.#target());
  }

  parquet(): TypedRows {
    return new TypedRows(this.#newReaders(), this.#target());
  }

  /**
   * Hands on the last batch.
   *
   * @throws {DataValidationError} for a file without rows
   */
  end(): void {
    if (!this.#hasRows) throw refuseNoRows(this.#source, this.#skippedRows);
    if (this.#batch.count > 0) this.flush();
    for (const levels of this.otherLevels) {
      this.#onNotice(describeOtherLevels(levels, this.#source));
    }
  }

  /** Levels of the file that count as others, by column. */
  get otherLevels(): readonly OtherLevels[] {
    return this.#readers.flatMap(({ otherLevels }) => otherLevels ?? []);
  }

  /** Hands on the rows that wait for more of their batch, also if there are none: the batch has the names. */
  flush(): void {
    this.#onBatch(this.#batch);
    this.#batch.clear();
  }

  /** Drops those rows. */
  forget(): void {
    this.#batch.clear();
    for (const reader of this.#readers) reader.forgetOthers();
  }

  #newReaders(): ValueReader[] {
    const readers = valueReaders(this.#schema);
    this.#readers = readers;
    return readers;
  }

  #target(): RowTarget {
    const batch = this.#batch;
    return {
      source: this.#source,
      batch,
      keep: this.#keep,
      onNotice: this.#onNotice,
      endRow: (line) => {
        this.#hasRows = true;
        batch.lines[batch.count] = line;
        batch.count++;
        if (batch.count === batch.capacity) this.flush();
      },
    };
  }
}

/**
 * @param source what the message calls the file
 * @param skipped rows below the header that a person says are no data
 */
export function refuseNoRows(source: string, skipped = 0): DataValidationError {
  if (skipped > 0) return refuseSkipped(source, skipped);
  const message = 'found no rows, expected a header and at least one row';
  const remedy = 'Give it named columns and at least one row.';
  return singleIssue(source, { message }, remedy);
}
