import { columnReaders, NOT_HELD, policiesOf } from '@lambda-forest/schema';
import type {
  ColumnReader,
  InputColumn,
  CellFormat,
  Policies,
  Refusal,
  Schema,
} from '@lambda-forest/schema';
import { count, enumerate, isObject } from '@lambda-forest/text';

import type { IssueCode } from '../problems.ts';
import { pointerTo } from './field-issues.ts';
import type { FieldIssues } from './field-issues.ts';

/** Longer lists of names are cut in messages. */
const MAX_NAMES = 20;

/** A row of CSV: cells as plain text, one per column in the schema's order. */
export class CellRow {
  readonly cells: readonly string[];
  /** How the text writes the numbers of each column: the same list for all of its rows. */
  readonly formats: readonly CellFormat[];

  constructor(cells: readonly string[], formats: readonly CellFormat[]) {
    this.cells = cells;
    this.formats = formats;
  }
}

/**
 * Turns the columns of a request into a row of features, in the schema's order. What a value means is decided by the
 * schema's column readers, as in training; this file reports which one was refused and why.
 */
export class RowReader {
  /** In the schema's order. */
  readonly readers: readonly ColumnReader[];
  /** Of the CSV text that is being read. */
  #formats: readonly CellFormat[] = [];
  #cellReaders: readonly ColumnReader[] = [];
  readonly #names: ReadonlySet<string>;
  readonly #policies: Policies;
  /** Whether a name is that of a column that training left out, which a request may have all the same. */
  readonly isIgnored: (name: string) => boolean;

  /** @param isIgnored is asked only of names that the model does not have; default: there are none */
  constructor(schema: Schema, isIgnored: (name: string) => boolean = () => false) {
    this.isIgnored = isIgnored;
    this.readers = columnReaders(schema);
    this.#names = new Set(this.readers.map(({ column }) => column.name));
    this.#policies = policiesOf(schema);
  }

  /** Of a value that was read, each column's part of it as it was sent. */
  byName(value: unknown): object {
    if (!Array.isArray(value)) return Object(value) as object;
    return Object.fromEntries(
      this.readers.map(({ column }, index) => [column.name, value[index] as unknown]),
    );
  }

  /**
   * @param value a list with one value per column, an object with one member per column, or a CellRow; of an object
   *   those that may be missing may be absent
   * @param row receives the numbers: length featureCount; undefined content if issues are added
   * @param pointer the place of `value` in the body
   */
  read(value: unknown, row: Float64Array, issues: FieldIssues, pointer: string): void {
    if (Array.isArray(value)) this.#readList(value, row, issues, pointer);
    else if (value instanceof CellRow) this.#readCells(value, row, issues, pointer);
    else if (isObject(value)) this.#readObject(value, row, issues, pointer);
    else {
      const expected = 'a list or an object of the features';
      issues.add(pointer, 'type', kindOf(value), expected);
    }
  }

  #readList(
    values: readonly unknown[],
    row: Float64Array,
    issues: FieldIssues,
    pointer: string,
  ): void {
    const { length } = this.readers;
    if (values.length !== length) {
      const names = enumerate([...this.#names], MAX_NAMES);
      issues.add(pointer, 'length', count(values.length, 'value'), `${length}: ${names}`);
    }
    const given = Math.min(length, values.length);
    for (let index = 0; index < given; index++) {
      this.#readValue(index, values[index], row, issues, pointer, index);
    }
  }

  #readCells(
    { cells, formats }: CellRow,
    row: Float64Array,
    issues: FieldIssues,
    pointer: string,
  ): void {
    if (formats !== this.#formats) {
      this.#formats = formats;
      this.#cellReaders = this.readers.map((reader, i) => reader.withFormat(formats[i]!));
    }
    for (let index = 0; index < cells.length; index++) {
      const reader = this.#cellReaders[index]!;
      const cell = cells[index]!;
      const refusal = reader.readCell(cell, row, reader.column.first);
      if (refusal) {
        this.#refuse(reader, refusal, cell, issues, pointerTo(pointer, index));
      }
    }
  }

  #readObject(
    values: Readonly<Record<string, unknown>>,
    row: Float64Array,
    issues: FieldIssues,
    pointer: string,
  ): void {
    let found = 0;
    for (let index = 0; index < this.readers.length; index++) {
      const { column, mayMiss } = this.readers[index]!;
      const { name } = column;
      const isThere = Object.hasOwn(values, name);
      if (isThere) found++;
      if (isThere || mayMiss) {
        this.#readValue(index, isThere ? values[name] : null, row, issues, pointer, name);
      } else {
        issues.add(pointerTo(pointer, name), 'missing', 'nothing', 'this feature');
      }
    }
    const names = Object.keys(values);
    if (names.length === found) return;
    for (const name of names) {
      if (!this.#names.has(name) && !this.isIgnored(name)) {
        issues.addUnknown(pointer, name, this.#names);
      }
    }
  }

  #readValue(
    index: number,
    value: unknown,
    row: Float64Array,
    issues: FieldIssues,
    parent: string,
    key: string | number,
  ): void {
    const reader = this.readers[index]!;
    const refusal = reader.readValue(value, row, reader.column.first);
    if (refusal) {
      this.#refuse(reader, refusal, value, issues, pointerTo(parent, key));
    }
  }

  #refuse(
    reader: ColumnReader,
    refusal: Refusal,
    value: unknown,
    issues: FieldIssues,
    pointer: string,
  ): void {
    const found = foundWords(reader, refusal, value);
    const reason = refusal === 'missing' ? `: ${this.#whyNotMissing()}` : '';
    const expected = reader.expectedFor(refusal) + reason;
    issues.add(pointer, codeOf(reader, refusal, value), found, expected);
  }

  #whyNotMissing(): string {
    return this.#policies.missing === 'error'
      ? 'this model takes no missing values'
      : 'training saw no row without this feature';
  }
}

function codeOf({ column }: ColumnReader, refusal: Refusal, value: unknown): IssueCode {
  if (refusal === 'missing') return 'missing';
  if (NOT_HELD[refusal]) return 'number';
  return typeof value === 'string' && /^(cat|nam)/.test(column.kind) ? 'category' : 'type';
}

/** What was found, in words that never repeat it. */
function foundWords({ column }: ColumnReader, refusal: Refusal, value: unknown): string {
  if (refusal === 'missing') return 'no value';
  if (typeof value !== 'string' || column.kind === 'numeric') {
    return NOT_HELD[refusal] ?? kindOf(value);
  }
  return isLevelInOtherForm(column, value) ? 'a level in another form of Unicode' : 'another text';
}

/** Whether a text looks like a level and is none: é is one character or two. */
function isLevelInOtherForm({ known }: InputColumn, text: string): boolean {
  const same = text.trim().normalize();
  return known.some((level) => level.normalize() === same);
}

/** The type of a JSON value in words. Its content stays private to the sender. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
