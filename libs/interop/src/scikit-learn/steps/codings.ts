import { count } from '@lambda-forest/text';

import { damaged } from '../../errors.ts';
import type { RequireLevels } from '../../foreign-model.ts';
import { arrayOf, numbersOf, sizeOf } from '../../pickle/nd-array.ts';
import { isList } from '../../pickle/values.ts';
import type { PickleValue } from '../../pickle/values.ts';
import { attributeOf } from '../attributes.ts';
import type { Estimator } from '../attributes.ts';
import { cellsOf, MISSING } from './categories.ts';

/** What an encoder looks up: a text of the table, or none of its categories. */
export type Key = string | typeof MISSING | typeof UNSEEN;

export const UNSEEN = Symbol('unseen');

/** The place of what is no category, where the encoder takes that. */
export const NO_PLACE = -1;

/** What an encoder knows of a column. */
export interface Coding {
  /** Its categories, but for the missing one. */
  readonly texts: readonly string[];
  /** The place of a category, which rare ones share; NO_PLACE or undefined, refused, of another key. */
  readonly placeOf: (key: Key) => number | undefined;
  readonly places: number;
}

/**
 * One for each column of a fitted encoder.
 *
 * @param handling what it does with unknown categories: an error, or anything else
 */
export function codingsOf(
  encoder: Estimator,
  width: number,
  requireLevels: RequireLevels,
  handling = attributeOf(encoder, 'handle_unknown'),
): Coding[] {
  const lists = listsOf(encoder, 'categories_', width);
  const groups =
    encoder.attributes.get('_infrequent_enabled') === true
      ? listsOf(encoder, '_default_to_infrequent_mappings', width)
      : [];
  const unknown = handling === 'error' ? undefined : NO_PLACE;
  const whereOf = (column: number) => `column ${column} of ${encoder.className}`;
  lists.forEach((list, column) => {
    const { shape } = arrayOf(list, `the categories of ${whereOf(column)}`);
    requireLevels(whereOf(column), sizeOf(shape));
  });
  return lists.map((list, column) => {
    const where = whereOf(column);
    const cells = cellsOf(list, `the categories of ${where}`);
    const keys = cells.map((cell) => (typeof cell === 'number' ? String(cell) : cell));
    const group = groups[column] ?? null;
    const mapping = mappingOf(group, keys, where);
    const places = mapping.reduce((most, place) => Math.max(most, place + 1), 0);
    const placeOfKey = new Map<Key, number>(keys.map((key, i) => [key, mapping[i]!]));
    if (placeOfKey.size !== keys.length) throw damaged(`Found a category twice in ${where}.`);
    const joinsRare = group !== null && (handling === 'infrequent_if_exist' || handling === 'warn');
    // A number may be written in another way, 1.0 for 1: one that is not found is refused.
    const isNumeric = cells.some((cell) => typeof cell === 'number');
    const ofOthers = joinsRare ? places - 1 : unknown; // the rare ones have the last place
    return {
      texts: keys.filter((key) => key !== MISSING),
      placeOf: (key) =>
        key === UNSEEN && isNumeric ? undefined : (placeOfKey.get(key) ?? ofOthers),
      places,
    };
  });
}

function mappingOf(group: PickleValue, keys: readonly Key[], where: string): readonly number[] {
  if (group === null) return [...keys.keys()];
  const what = `the rare categories of ${where}`;
  const mapping = [...numbersOf(arrayOf(group, what), what)];
  // OrdinalEncoder leaves the missing one out, which is the last.
  if (mapping.length === keys.length - 1 && keys.at(-1) === MISSING) mapping.push(0);
  const isPlace = (place: number) => Number.isInteger(place) && place >= 0 && place < keys.length;
  if (mapping.length === keys.length && mapping.every(isPlace)) return mapping;
  throw damaged(`Found other than ${count(keys.length, 'place')} for ${what}.`);
}

function listsOf(encoder: Estimator, name: string, width: number): readonly PickleValue[] {
  const lists = attributeOf(encoder, name);
  if (isList(lists) && lists.length === width) return lists;
  throw damaged(`Found other than ${count(width, 'column')} in ${name} of ${encoder.className}.`);
}
