import { BOOLEAN_LEVELS } from '@lambda-forest/schema';
import { count, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { levelBudget, requireLevels } from '../foreign-model.ts';
import type { ForeignColumn, RequireLevels } from '../foreign-model.ts';
import { COLUMN_TYPES } from './messages.ts';
import type { DataSpec, SpecColumn } from './messages.ts';

/** A column that trees may test, and what their conditions need to know of it. */
export type YdfColumn = { readonly feature: number; readonly column: ForeignColumn } & (
  | { readonly kind: 'number' | 'truth' }
  /** Bins as their lower bounds: bin b begins with `bounds[b - 1]`. */
  | { readonly kind: 'bins'; readonly bounds: readonly number[] }
  /** YDF's number of each level, and at last that of any other text. */
  | { readonly kind: 'category'; readonly items: readonly number[] }
);

/** YDF's number for texts that are not in its dictionary. */
const OUT_OF_DICTIONARY = 0;

/**
 * @param features indices into the columns of the specification, in the order of the model
 * @returns by index in the specification
 * @throws {ForeignModelError} for a type of column that a schema of ours does not have
 */
export function columnsOf(
  { columns }: DataSpec,
  features: readonly number[],
): ReadonlyMap<number, YdfColumn> {
  const found = new Map<number, YdfColumn>();
  const withinBudget = levelBudget();
  for (const [feature, index] of features.entries()) {
    const spec = columns[index];
    if (spec === undefined || found.has(index)) {
      throw damaged(`Found feature ${index} of a YDF model twice, or not in its data_spec.pb.`);
    }
    found.set(index, columnOf(spec, feature, withinBudget));
  }
  return found;
}

/**
 * The classes of a label, in the order of YDF's numbers from 1 on. TensorFlow Decision Forests numbers names away.
 *
 * @throws {ForeignModelError}
 */
export function classesOf(label: SpecColumn | undefined): {
  readonly count: number;
  readonly names: readonly string[] | undefined;
} {
  const categorical = label?.categorical;
  const count = (categorical?.size ?? 0) - 1;
  if (categorical === undefined || count < 2) {
    throw damaged('Found a classifier of YDF whose label has fewer than two classes.');
  }
  requireLevels('label', count);
  if (categorical.isOffset === 1) return { count, names: undefined };
  const items = dictionaryOf(categorical, label?.name ?? 'label').slice(1);
  return { count, names: items.map(({ text }) => text) };
}

function columnOf(spec: SpecColumn, feature: number, withinBudget: RequireLevels): YdfColumn {
  const name = spec.name ?? '';
  const named = { name, isNamed: true };
  const type = COLUMN_TYPES[spec.type ?? 0];
  if (type === 'NUMERICAL' || type === 'DISCRETIZED_NUMERICAL') {
    const column = { kind: 'numeric', ...named, range: rangeOf(spec) } as const;
    if (type === 'NUMERICAL') return { kind: 'number', feature, column };
    return { kind: 'bins', feature, column, bounds: spec.discretized?.boundaries ?? [] };
  }
  if (type === 'BOOLEAN') {
    const levels = BOOLEAN_LEVELS;
    const counts = [spec.boolean?.falses ?? 0, spec.boolean?.trues ?? 0];
    const known = { ...named, levels, hasLevels: true, counts, isBoolean: true };
    return { kind: 'truth', feature, column: { kind: 'categorical', ...known } };
  }
  if (type === 'CATEGORICAL' && spec.categorical !== undefined) {
    withinBudget(name, spec.categorical.size ?? 0);
    const dictionary = dictionaryOf(spec.categorical, name);
    // Of whole numbers all are levels; of texts the first item is no text but any other one.
    const first = spec.categorical.isInteger === 1 ? 0 : 1;
    const levels = dictionary.slice(first).map(({ text }) => text);
    const counts = dictionary.slice(first).map(({ count }) => count);
    const items = [...levels.map((_, code) => code + first), OUT_OF_DICTIONARY];
    const known = { ...named, levels, hasLevels: true, counts, takesOthers: true };
    return { kind: 'category', feature, column: { kind: 'categorical', ...known }, items };
  }
  throw new ForeignModelError(
    `Found the feature ${quote(name)} of the type ${type ?? String(spec.type)}, expected numbers, categories or booleans.`,
    'Train the model without it, or with columns that are computed from it.',
  );
}

/** By YDF's numbers, the one for unknown texts first. */
function dictionaryOf(
  { size = 0, isInteger, isOffset, items }: NonNullable<SpecColumn['categorical']>,
  name: string,
): readonly { readonly text: string; readonly count: number }[] {
  if (isOffset === 1) {
    throw new ForeignModelError(
      `Found categories of ${quote(name)} that are numbers plus one, as TensorFlow Decision Forests writes them, expected texts.`,
      'Train the model with texts in this column.',
    );
  }
  if (isInteger === 1) {
    return Array.from({ length: size }, (_, code) => ({ text: String(code), count: 0 }));
  }
  const dictionary: { text: string; count: number }[] = [];
  for (const { key, value } of items) {
    const index = value?.index ?? 0;
    if (key === undefined || !(index >= 0 && index < size) || dictionary[index] !== undefined) {
      throw damaged(
        `Found item ${index} of ${quote(name)} twice, or beyond ${count(size, 'item')}.`,
      );
    }
    dictionary[index] = { text: key, count: Math.max(0, value?.count ?? 0) };
  }
  const texts = new Set(items.map(({ key }) => key));
  if (size < 1 || items.length !== size || texts.size !== size) {
    throw damaged(`Found ${count(texts.size, 'text')} of ${quote(name)}, expected ${size}.`);
  }
  return dictionary;
}

function rangeOf({ numerical }: SpecColumn): { minimum: number; maximum: number } | undefined {
  const { min, max } = numerical ?? {};
  if (min === undefined || max === undefined || !(min <= max)) return undefined;
  return Number.isFinite(min) && Number.isFinite(max) ? { minimum: min, maximum: max } : undefined;
}
