import { allRows, describeRows, isUnencoded, withSchema } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { codesFor as binnedCodesFor, MAX_CODES } from '@lambda-forest/histogram';
import type { Codes as BinnedCodes } from '@lambda-forest/histogram';
import type { Schema } from '@lambda-forest/schema';
import { count, formatInteger } from '@lambda-forest/text';

import { TrainingInputError } from '../errors.ts';
import type { KnownColumns } from '../histogram/bin-again.ts';
import type { CodedRows, Codes } from './coded-rows.ts';
import type { Coding } from './coding.ts';

/** A table that has been put together. */
export interface JoinedTable {
  /** What reading the table as a whole gives: the same numbers, and a schema that describes all rows. */
  readonly dataset: Dataset;
  /** Length rowCount: the line of its file on which each row starts. */
  readonly lines: Uint32Array;
  /** The codes of those columns of the dataset that engines read as they are. */
  readonly known: KnownColumns;
}

/**
 * Puts the coded rows of all pieces together. Needs 9 or 10 bytes a cell: 1 or 2 for its code, and 8 for its number,
 * which validation and test scores are computed from.
 */
export class CodedTable {
  readonly #coding: Coding;
  readonly #dataset: Dataset;
  readonly #lines: Uint32Array;
  /** One per feature: its codes, in shared memory; undefined for names and texts, which are no codes of a fit. */
  readonly #codes: readonly (BinnedCodes | undefined)[];
  #filled = 0;

  /** @param schema whose statistics may be anything. @param rowCount of all pieces */
  constructor(schema: Schema, coding: Coding, rowCount: number) {
    this.#coding = coding;
    this.#lines = new Uint32Array(rowCount);
    const rows = { rowCount, columns: coding.bins.map(() => new Float64Array(rowCount)) };
    this.#dataset =
      schema.task === 'classification'
        ? { ...rows, task: schema.task, schema, target: new Int32Array(rowCount) }
        : { ...rows, task: schema.task, schema, target: new Float64Array(rowCount) };
    this.#codes = schema.features.map((feature, index) => {
      const { codeCount } = coding.bins[index]!;
      if (isUnencoded(feature) || codeCount > MAX_CODES) return undefined;
      const Codes = binnedCodesFor(codeCount);
      return new Codes(new SharedArrayBuffer(rowCount * Codes.BYTES_PER_ELEMENT), 0, rowCount);
    });
  }

  /**
   * Adds the rows behind those that were added before: pieces come in their order.
   *
   * @throws {TrainingInputError} for more rows than there are
   */
  add({ rowCount, target, lines, columns }: CodedRows): void {
    const start = this.#filled;
    this.#filled += rowCount;
    if (this.#filled > this.#dataset.rowCount) throw this.#wrongRows();
    this.#dataset.target.set(target, start);
    this.#lines.set(lines, start);
    for (const [feature, { codes, values }] of columns.entries()) {
      this.#codes[feature]?.set(codes, start);
      const column = this.#dataset.columns[feature]!.subarray(start, start + rowCount);
      if (values !== undefined) column.set(values);
      else this.#decode(feature, codes, column);
    }
  }

  /** @throws {TrainingInputError} if rows are missing */
  finish(): JoinedTable {
    const dataset = this.#dataset;
    const { rowCount } = dataset;
    if (this.#filled !== rowCount) throw this.#wrongRows();
    const { bins } = this.#coding;
    const binned = [...bins.keys()].filter((feature) => this.#codes[feature] !== undefined);
    const features = binned.map((feature) => bins[feature]!);
    const codes = binned.map((feature) => this.#codes[feature]!);
    const columns = binned.map((feature) => dataset.columns[feature]!);
    return {
      dataset: withSchema(dataset, describeRows(dataset, allRows(dataset))),
      lines: this.#lines,
      known: { columns, table: { rowCount, features, columns: codes } },
    };
  }

  #decode(feature: number, codes: Codes, to: Float64Array): void {
    const bins = this.#coding.bins[feature]!;
    for (let row = 0; row < to.length; row++) {
      const code = codes[row]!;
      if (code === bins.codeCount) to[row] = NaN;
      else to[row] = bins.kind === 'numeric' ? bins.minima[code]! : code;
    }
  }

  #wrongRows(): TrainingInputError {
    const found = count(this.#filled, 'row');
    return new TrainingInputError(
      `Found ${found} in all pieces of the table, expected ${formatInteger(this.#dataset.rowCount)} as they had before.`,
      'Train again, and leave the files alone meanwhile.',
    );
  }
}
