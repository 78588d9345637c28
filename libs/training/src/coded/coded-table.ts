import { allNumbers, allRows, describeRows, isUnencoded, withSchema } from '@lambda-forest/data';
import type { Dataset, FeatureColumn } from '@lambda-forest/data';
import { codesFor as binnedCodesFor, MAX_CODES } from '@lambda-forest/histogram';
import type { BinnedFeature, Codes as BinnedCodes } from '@lambda-forest/histogram';
import type { Schema } from '@lambda-forest/schema';
import { count, formatInteger } from '@lambda-forest/text';

import { TrainingInputError } from '../errors.ts';
import type { KnownColumns } from '../histogram/bin-again.ts';
import { targetFor } from './coded-rows.ts';
import type { CodedRows } from './coded-rows.ts';
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
 * Puts the coded rows of all pieces together. A cell takes 1 or 2 bytes for its code, and 8 more for its number in
 * columns of more numbers than codes, where a code stands for several.
 */
export class CodedTable {
  readonly #coding: Coding;
  readonly #dataset: Dataset;
  readonly #lines: Uint32Array;
  /** One per feature: its codes, in shared memory; undefined of names that are more than there are codes. */
  readonly #codes: readonly (BinnedCodes | undefined)[];
  #filled = 0;

  /** @param schema whose statistics may be anything. @param rowCount of all pieces */
  constructor(schema: Schema, coding: Coding, rowCount: number) {
    this.#coding = coding;
    this.#lines = new Uint32Array(rowCount);
    this.#codes = coding.bins.map(({ codeCount }) => {
      if (codeCount > MAX_CODES) return undefined;
      const Codes = binnedCodesFor(codeCount);
      const bytes = rowCount * Codes.BYTES_PER_ELEMENT;
      return new Codes(new SharedArrayBuffer(bytes), 0, rowCount);
    });
    const columns = coding.bins.map((bins, feature): FeatureColumn => {
      const codes = this.#codes[feature];
      const isNumbers = codes === undefined || coding.keepsNumbers[feature]!;
      return isNumbers ? new Float64Array(rowCount) : { codes, values: valuesOf(bins) };
    });
    const rows = { rowCount, columns };
    this.#dataset =
      schema.task === 'classification'
        ? { ...rows, task: schema.task, schema, target: new Int32Array(rowCount) }
        : { ...rows, task: schema.task, schema, target: new Float64Array(rowCount) };
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
      const column = this.#dataset.columns[feature]!;
      if (!(column instanceof Float64Array)) continue;
      column.set(
        values ?? allNumbers({ codes, values: valuesOf(this.#coding.bins[feature]!) }),
        start,
      );
    }
  }

  /** @throws {TrainingInputError} if rows are missing */
  finish(): JoinedTable {
    const dataset = this.#dataset;
    const { rowCount, columns, schema } = dataset;
    if (this.#filled !== rowCount) throw this.#wrongRows();
    const { bins } = this.#coding;
    const known = schema.features.flatMap((feature, index) => {
      const codes = this.#codes[index];
      if (codes === undefined || isUnencoded(feature)) return [];
      return [{ column: columns[index]!, codes, bins: bins[index]! }];
    });
    return {
      dataset: withSchema(dataset, describeRows(dataset, allRows(dataset))),
      lines: this.#lines,
      known: {
        columns: known.map(({ column }) => column),
        table: {
          rowCount,
          features: known.map((one) => one.bins),
          columns: known.map(({ codes }) => codes),
        },
      },
    };
  }

  #wrongRows(): TrainingInputError {
    const found = count(this.#filled, 'row');
    return new TrainingInputError(
      `Found ${found} in all pieces of the table, expected ${formatInteger(this.#dataset.rowCount)} as they had before.`,
      'Train again, and leave the files alone meanwhile.',
    );
  }
}

/** Bytes that each row of a joined table takes: its codes and numbers, its target and its line. */
export function joinedRowBytes(coding: Coding): number {
  const ofCells = coding.bins.map(({ codeCount }, feature) => {
    if (codeCount > MAX_CODES) return Float64Array.BYTES_PER_ELEMENT;
    const ofNumber = coding.keepsNumbers[feature]! ? Float64Array.BYTES_PER_ELEMENT : 0;
    return binnedCodesFor(codeCount).BYTES_PER_ELEMENT + ofNumber;
  });
  const ofTarget = targetFor(coding).BYTES_PER_ELEMENT;
  return ofCells.reduce((sum, bytes) => sum + bytes, ofTarget + Uint32Array.BYTES_PER_ELEMENT);
}

/** What each code stands for, the one for missing included; of several numbers the least. */
function valuesOf(bins: BinnedFeature): Float64Array {
  return Float64Array.from({ length: bins.codeCount + 1 }, (_, code) => {
    if (code === bins.codeCount) return NaN;
    return bins.kind === 'numeric' ? bins.minima[code]! : code;
  });
}
