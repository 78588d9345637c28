import type { Feature, Schema } from '@lambda-forest/schema';

import { pointerTo } from './field-issues.ts';
import type { FieldIssues } from './field-issues.ts';

/** Longer lists of names are cut in messages. */
const MAX_NAMES = 20;

/**
 * Turns the features of a request into a row, in the schema's order. What the schema does not allow is
 * refused, never converted: a text is no number, and nothing stands for a value that is not there.
 *
 * A feature may be null if training saw rows without it; the row then has NaN, which the trees know.
 */
export class RowReader {
  readonly #features: readonly Feature[];
  readonly #names: ReadonlySet<string>;
  /** Per feature: level to index; undefined for a quantity. */
  readonly #levels: readonly (ReadonlyMap<unknown, number> | undefined)[];

  constructor({ features }: Schema) {
    this.#features = features;
    this.#names = new Set(features.map(({ name }) => name));
    this.#levels = features.map((feature) =>
      feature.kind === 'numeric'
        ? undefined
        : new Map(feature.levels.map((level, index) => [level, index])),
    );
  }

  /**
   * @param value a list with one value per feature, or an object with one member per feature
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
    const { length } = this.#features;
    if (values.length !== length) {
      const names = enumerate(this.#features.map(({ name }) => name));
      const message = `Found ${values.length} values, expected ${length}: ${names}.`;
      issues.add(pointer, 'length', message);
    }
    const count = Math.min(length, values.length);
    for (let index = 0; index < count; index++) {
      row[index] = this.#readValue(index, values[index], issues, pointer, index);
    }
  }

  #readObject(
    values: Readonly<Record<string, unknown>>,
    row: Float64Array,
    issues: FieldIssues,
    pointer: string,
  ): void {
    let found = 0;
    for (let index = 0; index < this.#features.length; index++) {
      const { name } = this.#features[index]!;
      if (Object.hasOwn(values, name)) {
        found++;
        row[index] = this.#readValue(index, values[name], issues, pointer, name);
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
    issues: FieldIssues,
    parent: string,
    key: string | number,
  ): number {
    const feature = this.#features[index]!;
    const levels = this.#levels[index];
    if (levels === undefined) {
      if (typeof value === 'number' && Number.isFinite(value)) return value;
    } else {
      const level = levels.get(value);
      if (level !== undefined) return level;
    }
    if (value === null && feature.missing > 0) return NaN;
    const pointer = pointerTo(parent, key);
    const expected =
      feature.kind === 'numeric' ? 'a number' : `one of the texts ${enumerate(feature.levels)}`;
    if (value === null) {
      const reason = 'training saw no row without this feature';
      issues.add(pointer, 'missing', `Found null, expected ${expected}: ${reason}.`);
    } else if (typeof value === 'number' && feature.kind === 'numeric') {
      issues.add(pointer, 'number', 'Found a number beyond the range of float64.');
    } else if (typeof value === 'string' && feature.kind === 'categorical') {
      issues.add(pointer, 'category', `Found another text, expected ${expected}.`);
    } else {
      const hint = isNumberInQuotes(value, feature) ? ' Leave out the quotes.' : '';
      issues.add(pointer, 'type', `Found ${kindOf(value)}, expected ${expected}.${hint}`);
    }
    return NaN;
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

function isNumberInQuotes(value: unknown, { kind }: Feature): boolean {
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
