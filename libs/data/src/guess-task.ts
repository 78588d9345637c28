import type { Task } from '@lambda-forest/schema';

import { isMissing, readDecimal } from './cell.ts';

/** With more distinct whole numbers than this, a numeric target is a quantity and not a class. */
const MAX_NUMERIC_CLASSES = 20;
/** Classes that are numbered may have one that is not (0, 1, other): so few numbers make no quantity. */
const MAX_NUMBERS_AMONG_WORDS = 2;
/** From this share of numbers among the values, the others are taken for mistakes rather than for classes. */
const MIN_SHARE_OF_NUMBERS = 0.5;

/**
 * Whether a target is a class or a quantity, by its cells; missing ones do not count.
 *
 * All numbers: a quantity if one is not whole or there are more than 20 distinct ones. Numbers and words: a
 * quantity, whose words are then refused, if at least half of the values are numbers and there are more than
 * two distinct ones; or one "n.a." among prices would make a class of each price. Otherwise a class.
 */
export function guessTask(cells: readonly string[]): Task {
  const distinct = new Set<number>();
  let values = 0;
  let numbers = 0;
  let isWhole = true;
  for (const cell of cells) {
    const text = cell.trim();
    if (isMissing(text)) continue;
    values++;
    const number = readDecimal(text);
    if (number === undefined) continue;
    numbers++;
    isWhole &&= Number.isInteger(number);
    if (distinct.size <= MAX_NUMERIC_CLASSES) distinct.add(number);
  }
  const isQuantity =
    numbers === values
      ? !isWhole || distinct.size > MAX_NUMERIC_CLASSES
      : numbers >= MIN_SHARE_OF_NUMBERS * values && distinct.size > MAX_NUMBERS_AMONG_WORDS;
  return isQuantity ? 'regression' : 'classification';
}
