import type { Schema } from '@lambda-forest/schema';

import { ScoringInputError } from './errors.ts';
import { requireColumns } from './require-columns.ts';
import { BATCH_ROWS, RowBatch } from './row-batch.ts';
import type { RowDecoderOptions } from './row-batch.ts';
import { valueReaders } from './value-reader.ts';
import type { ValueReader } from './value-reader.ts';

/** A cell of a file that tells numbers from texts; null is missing. An object says what is wrong with its cell. */
export type TypedCell = number | string | null | { readonly problem: string };

/** Columns of a Parquet file by a model's schema, some rows at a time. */
export class TypedRows {
  /** Indices of the file's columns that the model reads, in the order in which `push` takes them. */
  readonly columns: readonly number[];
  readonly #source: string;
  readonly #onBatch: (batch: RowBatch) => void;
  readonly #batch: RowBatch;
  readonly #readers: readonly ValueReader[];
  #rows = 0;

  /**
   * @param names of the file's columns
   * @throws {ScoringInputError} for columns that are missing or there twice
   */
  constructor(
    schema: Schema,
    names: readonly string[],
    { source, onBatch, batchRows = BATCH_ROWS }: RowDecoderOptions,
  ) {
    this.#source = source;
    this.#onBatch = onBatch;
    this.#batch = new RowBatch(schema.features.length, batchRows);
    this.#readers = valueReaders(schema);
    const expected = this.#readers.map(({ column }) => column.name);
    requireColumns(names, expected, source);
    this.columns = expected.map((name) => names.indexOf(name));
  }

  /**
   * @param cells one array for each of `columns`, each of `count` cells
   * @param count rows, which are numbered on from those before
   */
  push(cells: readonly (readonly TypedCell[])[], count: number): void {
    const batch = this.#batch;
    for (let row = 0; row < count; row++) {
      batch.lines[batch.count] = ++this.#rows;
      for (let i = 0; i < cells.length; i++) this.#readers[i]!.readTyped(cells[i]![row]!, batch);
      batch.count++;
      if (batch.count === batch.capacity) this.#flush();
    }
  }

  /** @throws {ScoringInputError} for a file without rows */
  end(): void {
    if (this.#rows === 0) {
      throw new ScoringInputError(
        `Found no rows in ${this.#source}, expected at least one.`,
        'Add rows.',
      );
    }
    this.#flush();
  }

  #flush(): void {
    if (this.#batch.count > 0) this.#onBatch(this.#batch);
    this.#batch.clear();
  }
}
