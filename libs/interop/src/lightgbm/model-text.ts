/** LightGBM's text files, versions v2 to v4 (src/boosting/gbdt_model_text.cpp): a header, trees, and notes after them. */
import { count, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { parseLenientJson } from '../reading/lenient-json.ts';

/** Lines `key=value`; a line without a value has an empty one. */
export type Members = ReadonlyMap<string, string>;

export interface ModelText {
  readonly header: Members;
  readonly trees: readonly Members[];
  /** The levels of pandas' columns of categories, in their order. */
  readonly pandasCategories: readonly (readonly unknown[])[];
}

/** What follows the last tree; files before LightGBM 2.1.2 have only the second. */
const ENDS = new Set(['end of trees', 'feature importances:']);
const PANDAS = 'pandas_categorical:';

/** @throws {ForeignModelError} for a text that is cut off, or of another version */
export function parseModelText(text: string): ModelText {
  const header = new Map<string, string>();
  const trees: Map<string, string>[] = [];
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => ENDS.has(line));
  if (end === -1)
    throw damaged('Found a LightGBM model without the line "end of trees", expected a whole one.');
  let members = header;
  for (const line of lines.slice(1, end)) {
    if (line === '') continue;
    const at = line.indexOf('=');
    const [key, value] = at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
    if (key === 'Tree') {
      if (value !== String(trees.length))
        throw damaged(
          `Found tree ${quote(value)} after ${count(trees.length, 'tree')}, expected them in order.`,
        );
      members = new Map();
      trees.push(members);
    } else if (members.has(key))
      throw damaged(`Found ${quote(key)} twice in a part of a LightGBM model, expected it once.`);
    else members.set(key, value);
  }
  const sizes = header.get('tree_sizes')?.split(' ').length ?? trees.length;
  if (sizes !== trees.length)
    throw damaged(`Found ${count(trees.length, 'tree')} in a LightGBM model, expected ${sizes}.`);
  const version = header.get('version') ?? '';
  if (!/^v[234]$/.test(version)) {
    throw new ForeignModelError(
      `Found a LightGBM model of version ${quote(version)}, expected v2, v3 or v4.`,
      'Save the model again with a LightGBM from 2.1 to 4.',
    );
  }
  return { header, trees, pandasCategories: pandasCategories(lines.slice(end)) };
}

function pandasCategories(lines: readonly string[]): readonly (readonly unknown[])[] {
  const line = lines.findLast((each) => each.startsWith(PANDAS));
  if (line === undefined) return [];
  let value: unknown;
  try {
    value = parseLenientJson(line.slice(PANDAS.length));
  } catch (cause) {
    throw damaged('Found pandas_categorical that is not JSON in a LightGBM model.', cause);
  }
  if (value === null) return [];
  if (Array.isArray(value) && value.every((each): each is unknown[] => Array.isArray(each)))
    return value;
  throw damaged('Found pandas_categorical that is not a list of lists in a LightGBM model.');
}

/** @throws {ForeignModelError} for a member that is not there */
export function textOf(members: Members, key: string): string {
  const value = members.get(key);
  if (value === undefined) throw damaged(`Found no ${key} in a LightGBM model, expected it.`);
  return value;
}

/** @throws {ForeignModelError} if it is not a whole number from 0 */
export function wholeOf(members: Members, key: string): number {
  const value = textOf(members, key);
  if (!/^\d{1,9}$/.test(value))
    throw damaged(`Found ${key}=${quote(value)} in a LightGBM model, expected a whole number.`);
  return Number(value);
}

/**
 * Numbers separated by blanks, as C++ writes them: `inf` and `nan` too.
 *
 * @throws {ForeignModelError} for another number of them, or something else
 */
export function numbersOf(members: Members, key: string, length: number): Float64Array {
  const value = textOf(members, key).trim();
  const words = value === '' ? [] : value.split(/ +/);
  if (words.length !== length)
    throw damaged(
      `Found ${count(words.length, 'number')} of ${key} in a LightGBM model, expected ${length}.`,
    );
  return Float64Array.from(words, (word) => {
    const special = SPECIAL.get(word.toLowerCase());
    if (special !== undefined) return special;
    const number = Number(word);
    if (Number.isNaN(number))
      throw damaged(`Found ${quote(word)} among ${key} in a LightGBM model, expected numbers.`);
    return number;
  });
}

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['nan', NaN],
  ['-nan', NaN],
]);
