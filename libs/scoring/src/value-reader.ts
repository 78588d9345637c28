import {
  datePart,
  inputColumns,
  missingTest,
  policiesOf,
  readBoolean,
  readDateTime,
  readMarkedDecimal,
} from '@lambda-forest/schema';
import type { DecimalMark, InputColumn, MissingTest, Schema } from '@lambda-forest/schema';

import type { RowBatch } from './row-batch.ts';
import { enumerate, quote } from './text.ts';
import type { TypedCell } from './typed-rows.ts';

/** A number whose commas may stand between thousands or before a fraction. */
const COMMAS = /^[+-]?\d+(?:,\d+)+$/;

/**
 * One column of a model's input: turns a cell or a JSON value into the numbers of its features, by what training
 * fixed, and says what is wrong with it otherwise.
 */
export class ValueReader {
  readonly column: InputColumn;
  readonly #levels: ReadonlyMap<string, number>;
  readonly #isMissing: MissingTest;
  readonly #mayMiss: boolean;
  readonly #decimal: DecimalMark;

  constructor(column: InputColumn, schema: Schema, decimal: DecimalMark) {
    this.column = column;
    this.#decimal = decimal;
    this.#isMissing = missingTest(schema.missingMarkers);
    this.#mayMiss = policiesOf(schema).missing === 'learned' && column.feature.missing > 0;
    this.#levels = new Map(
      column.kind === 'categorical'
        ? column.feature.levels.map((level, index) => [level, index])
        : [],
    );
  }

  /** A cell of CSV, as training reads it. */
  readCell(cell: string, batch: RowBatch): void {
    const text = cell.trim();
    if (this.#isMissing(text)) this.#fillMissing(batch);
    else if (this.column.kind === 'numeric') {
      const number = readMarkedDecimal(text, this.#decimal);
      if (number === undefined && this.#decimal === '.' && COMMAS.test(text)) {
        this.#refuse(
          quote(text),
          batch,
          'a number with a decimal point, or --decimal=, for commas',
        );
      } else this.#fill(number, text, batch);
    } else this.#fill(this.#numberOf(text), text, batch);
  }

  /** A value of JSON, as the service reads it: nothing is converted. */
  readValue(value: unknown, batch: RowBatch): void {
    const { kind } = this.column;
    if (value === null || value === undefined) this.#fillMissing(batch);
    else if (kind === 'numeric') {
      const number = typeof value === 'number' && Number.isFinite(value) ? value : undefined;
      this.#fill(number, value, batch);
    } else if (
      typeof value === 'boolean' &&
      kind === 'categorical' &&
      this.column.feature.boolean
    ) {
      this.#fill(Number(value), value, batch);
    } else {
      this.#fill(
        typeof value === 'string' ? this.#numberOf(value.trim()) : undefined,
        value,
        batch,
      );
    }
  }

  /** A cell of Parquet, as training reads it: texts are no numbers, but numbers may be levels. */
  readTyped(cell: TypedCell, batch: RowBatch): void {
    const { kind, name } = this.column;
    if (cell === null) this.#fillMissing(batch);
    else if (typeof cell === 'object') batch.addProblem(`column ${quote(name)}: ${cell.problem}`);
    else if (kind !== 'numeric') this.readCell(String(cell), batch);
    else if (typeof cell === 'number') this.#fill(cell, cell, batch);
    else if (this.#isMissing(cell.trim())) this.#fillMissing(batch);
    else this.#refuse(quote(cell), batch);
  }

  /** A level's index or a moment in milliseconds; undefined for a text that is none. */
  #numberOf(text: string): number | undefined {
    const { column } = this;
    if (column.kind === 'datetime') return readDateTime(text, column.format);
    if (column.kind === 'numeric') return undefined;
    const { boolean, other, levels } = column.feature;
    if (boolean === true) {
      const value = readBoolean(text);
      return value === undefined ? undefined : Number(value);
    }
    return this.#levels.get(text) ?? (other === true ? levels.length - 1 : undefined);
  }

  #fill(number: number | undefined, found: unknown, batch: RowBatch): void {
    if (number === undefined) {
      this.#refuse(quoteValue(found), batch);
      return;
    }
    const { column } = this;
    const at = batch.count * batch.featureCount + column.first;
    if (column.kind !== 'datetime') {
      batch.rows[at] = number;
      return;
    }
    for (let part = 0; part < column.parts.length; part++) {
      batch.rows[at + part] = datePart(number, column.parts[part]!);
    }
  }

  #fillMissing(batch: RowBatch): void {
    if (this.#mayMiss) this.#fill(NaN, undefined, batch);
    else this.#refuse('no value', batch);
  }

  #refuse(found: string, batch: RowBatch, expected = this.#expected()): void {
    batch.addProblem(`column ${quote(this.column.name)}: found ${found}, expected ${expected}`);
  }

  #expected(): string {
    const { column } = this;
    if (column.kind === 'numeric') return 'a number';
    if (column.kind === 'datetime') return `a date in the format ${column.format}`;
    return column.feature.boolean === true
      ? 'true or false'
      : `one of ${enumerate(column.feature.levels, 5)}`;
  }
}

/**
 * A reader for each column of the model's input, in the schema's order.
 *
 * @param decimal the mark in cells of CSV
 */
export function valueReaders(schema: Schema, decimal: DecimalMark = '.'): ValueReader[] {
  return inputColumns(schema.features).map((column) => new ValueReader(column, schema, decimal));
}

function quoteValue(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : 'an object';
}
