import {
  datePart,
  inputColumns,
  policiesOf,
  readBoolean,
  readDateTime,
} from '@lambda-forest/schema';
import type { InputColumn, Policies, Schema } from '@lambda-forest/schema';

import { pointerTo } from './field-issues.ts';
import type { FieldIssues } from './field-issues.ts';

/** Longer lists of names are cut in messages. */
const MAX_NAMES = 20;

/**
 * Turns the columns of a request into a row of features, in the schema's order. What the schema does not allow is
 * refused, never converted: a text is no number, and nothing stands for a value that is not there.
 *
 * A column may be null if training saw rows without it and its policy is to learn them; the row then has NaN, which
 * the trees know. A date-time is a text and becomes its parts; a boolean is true, false or a text that spells one.
 */
export class RowReader {
  readonly #columns: readonly InputColumn[];
  readonly #names: ReadonlySet<string>;
  readonly #policies: Policies;
  /** Per column: level to index; undefined for all but categories. */
  readonly #levels: readonly (ReadonlyMap<unknown, number> | undefined)[];

  constructor(schema: Schema) {
    this.#columns = inputColumns(schema.features);
    this.#names = new Set(this.#columns.map(({ name }) => name));
    this.#policies = policiesOf(schema);
    this.#levels = this.#columns.map((column) =>
      column.kind === 'categorical'
        ? new Map(column.feature.levels.map((level, index) => [level, index]))
        : undefined,
    );
  }

  /**
   * @param value a list with one value per column, or an object with one member per column
   * @param row receives the numbers: length featureCount; undefined content if issues are added
   * @param pointer where `value` stands in the body
   */
  read(value: unknown, row: Float64Array, issues: FieldIssues, pointer: string): void {
    if (Array.isArray(value)) this.#readList(value, row, issues, pointer);
    else if (isObject(value)) this.#readObject(value, row, issues, pointer);
    else {
      const expected = 'a list of values or an object with a member for each feature';
      issues.add(pointer, 'type', `Found ${kindOf(value)}, expected ${expected}.`);
    }
  }

  #readList(
    values: readonly unknown[],
    row: Float64Array,
    issues: FieldIssues,
    pointer: string,
  ): void {
    const { length } = this.#columns;
    if (values.length !== length) {
      const names = enumerate(this.#columns.map(({ name }) => name));
      const message = `Found ${values.length} values, expected ${length}: ${names}.`;
      issues.add(pointer, 'length', message);
    }
    const count = Math.min(length, values.length);
    for (let index = 0; index < count; index++) {
      this.#readValue(index, values[index], row, issues, pointer, index);
    }
  }

  #readObject(
    values: Readonly<Record<string, unknown>>,
    row: Float64Array,
    issues: FieldIssues,
    pointer: string,
  ): void {
    let found = 0;
    for (let index = 0; index < this.#columns.length; index++) {
      const { name } = this.#columns[index]!;
      if (Object.hasOwn(values, name)) {
        found++;
        this.#readValue(index, values[name], row, issues, pointer, name);
      } else {
        issues.add(pointerTo(pointer, name), 'missing', 'Found nothing, expected this feature.');
      }
    }
    const names = Object.keys(values);
    if (names.length === found) return;
    for (const name of names) {
      if (!this.#names.has(name)) issues.addUnknown(pointer, name, 'features of the model only');
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
    const column = this.#columns[index]!;
    const { first } = column;
    const number = this.#numberOf(index, column, value);
    if (number === undefined) {
      this.#refuse(column, value, issues, pointerTo(parent, key));
      return;
    }
    if (column.kind !== 'datetime') {
      row[first] = number;
      return;
    }
    for (let part = 0; part < column.parts.length; part++) {
      row[first + part] = datePart(number, column.parts[part]!);
    }
  }

  /** What a value stands for: itself, an index, or milliseconds; NaN where it may be missing. Else undefined. */
  #numberOf(index: number, column: InputColumn, value: unknown): number | undefined {
    if (value === null) return this.#mayMiss(column) ? NaN : undefined;
    if (column.kind === 'numeric') {
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    }
    if (column.kind === 'datetime') {
      return typeof value === 'string' ? readDateTime(value.trim(), column.format) : undefined;
    }
    const { boolean, other, levels } = column.feature;
    if (boolean === true) {
      const found = typeof value === 'string' ? readBoolean(value.trim()) : value;
      return typeof found === 'boolean' ? Number(found) : undefined;
    }
    const known = this.#levels[index]!.get(value);
    if (known !== undefined) return known;
    return other === true && typeof value === 'string' ? levels.length - 1 : undefined;
  }

  #mayMiss({ feature }: InputColumn): boolean {
    return this.#policies.missing === 'learned' && feature.missing > 0;
  }

  #refuse(column: InputColumn, value: unknown, issues: FieldIssues, pointer: string): void {
    const expected = expectationOf(column);
    if (value === null) {
      const reason =
        this.#policies.missing === 'error'
          ? 'this model takes no missing values'
          : 'training saw no row without this feature';
      issues.add(pointer, 'missing', `Found null, expected ${expected}: ${reason}.`);
    } else if (typeof value === 'number' && column.kind === 'numeric') {
      issues.add(pointer, 'number', 'Found a number beyond the range of float64.');
    } else if (typeof value === 'string' && column.kind !== 'numeric') {
      const code = column.kind === 'categorical' ? 'category' : 'type';
      issues.add(pointer, code, `Found another text, expected ${expected}.`);
    } else {
      const hint = isNumberInQuotes(value, column) ? ' Leave out the quotes.' : '';
      issues.add(pointer, 'type', `Found ${kindOf(value)}, expected ${expected}.${hint}`);
    }
  }
}

const DATE_EXAMPLES = {
  iso: '2024-07-31T18:30:00Z',
  dmy: '31/07/2024 18:30',
  mdy: '07/31/2024 18:30',
} as const;

/** What a column takes, in words. */
export function expectationOf(column: InputColumn): string {
  switch (column.kind) {
    case 'numeric':
      return 'a number';
    case 'datetime':
      return `a date-time as text, such as ${DATE_EXAMPLES[column.format]}`;
    case 'categorical':
      return column.feature.boolean === true
        ? 'true or false'
        : `one of the texts ${enumerate(column.feature.levels)}`;
  }
}

/** What a value of JSON is called. Its content is nobody's business but the sender's. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  const names: Readonly<Record<string, string>> = {
    boolean: 'a boolean',
    number: 'a number',
    string: 'a text',
  };
  return names[typeof value] ?? 'an object';
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumberInQuotes(value: unknown, { kind }: InputColumn): boolean {
  return (
    kind === 'numeric' &&
    typeof value === 'string' &&
    value.trim() !== '' &&
    Number.isFinite(Number(value))
  );
}

function enumerate(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).join(', ');
  return names.length > MAX_NAMES ? `${shown} and ${names.length - MAX_NAMES} more` : shown;
}
