import { columnReaders, describeReadings, NOT_HELD, readDateTime } from '@lambda-forest/schema';
import type { ColumnReader, CellFormat, OtherLevels, Refusal, Schema } from '@lambda-forest/schema';
import { option, quote } from '@lambda-forest/text';
import type { ParquetCell } from '@lambda-forest/table';

import type { RowBatch } from './row-batch.ts';

/** Marks may separate thousands or a fraction. */
const MARK_REMEDIES: Readonly<Partial<Record<Refusal, string>>> = {
  commas: `, or ${option('decimal')}=, or ${option('thousands')}=, for commas`,
  points: `, or ${option('decimal')}=. or ${option('thousands')}=. for points`,
};

/** One column of a model's input: fills its numbers into a batch's row, or says there what is wrong with the value. */
export class ValueReader {
  readonly reader: ColumnReader;
  /** Rows whose level counts as another one, and the first such level. */
  readonly #others: { rows: number; level: string };
  /** The code of the level that stands for all others, if the column has one: a number may have any value. */
  readonly #other: number | undefined;

  constructor(reader: ColumnReader, others = { rows: 0, level: '' }) {
    this.reader = reader;
    this.#others = others;
    const { column } = reader;
    const isOpen = column.kind === 'categorical' && column.feature.other === true;
    this.#other = isOpen ? column.known.length - 1 : undefined;
  }

  get column(): ColumnReader['column'] {
    return this.reader.column;
  }

  /** The same column where cells write numbers in another way. */
  withFormat(format: CellFormat): ValueReader {
    return new ValueReader(this.reader.withFormat(format), this.#others);
  }

  /** A cell of CSV. */
  readCell(cell: string, batch: RowBatch): void {
    const at = batch.count * batch.featureCount + this.reader.column.first;
    const refusal = this.reader.readCell(cell, batch.rows, at);
    if (refusal !== undefined) this.#refuse(refusal, cell.trim(), batch);
    else if (batch.rows[at] === this.#other) this.#countOther(cell);
  }

  /** A value of JSON. */
  readValue(value: unknown, batch: RowBatch): void {
    const at = batch.count * batch.featureCount + this.reader.column.first;
    const refusal = this.reader.readValue(value, batch.rows, at);
    if (refusal !== undefined) this.#refuse(refusal, value, batch);
    else if (batch.rows[at] === this.#other) this.#countOther(String(value));
  }

  /** A cell of Parquet. */
  readTyped(cell: ParquetCell, batch: RowBatch): void {
    if (typeof cell === 'object' && cell !== null) {
      batch.addProblem(`column ${quote(this.column.name)}: ${cell.problem}`);
    } else this.readValue(cell, batch);
  }

  #countOther(given: string): void {
    const level = given.trim();
    if (level === this.#otherLevel) return;
    if (this.#others.rows === 0) this.#others.level = level;
    this.#others.rows++;
  }

  get #otherLevel(): string {
    return this.column.known.at(-1) ?? '';
  }

  /** Those that were read, if there were any. */
  get otherLevels(): OtherLevels | undefined {
    if (this.#others.rows === 0) return undefined;
    return { column: this.column.name, ...this.#others, countAs: this.#otherLevel };
  }

  forgetOthers(): void {
    this.#others.rows = 0;
  }

  #refuse(refusal: Refusal, found: unknown, batch: RowBatch): void {
    const fault = NOT_HELD[refusal];
    const what = fault === undefined ? '' : `, ${fault}`;
    const shown = refusal === 'missing' ? 'no value' : quoteValue(found) + what;
    const expected = this.reader.expectedFor(refusal);
    const remedy =
      refusal === 'doubtful'
        ? `: ${describeReadings(String(found))}`
        : (MARK_REMEDIES[refusal] ?? this.#describeOrder(found));
    batch.addProblem(
      `column ${quote(this.column.name)}: found ${shown}, expected ${expected}${remedy}`,
    );
  }

  /** Of a date with day and month in the other order: others of its file may have it too, and seem to fit. */
  #describeOrder(found: unknown): string {
    const { column } = this;
    if (column.kind !== 'datetime' || !/^[dm].y$/.test(column.format)) return '';
    const [other, first] =
      column.format === 'dmy' ? ['mdy' as const, 'month'] : ['dmy' as const, 'day'];
    return readDateTime(String(found).trim(), other) === undefined
      ? ''
      : `; if dates of the file have the ${first} first, those up to the 12th are read wrongly too`;
  }
}

/** A reader for each column of the model's input, in the schema's order. */
export function valueReaders(schema: Schema): ValueReader[] {
  return columnReaders(schema).map((reader) => new ValueReader(reader));
}

function quoteValue(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : 'an object';
}
