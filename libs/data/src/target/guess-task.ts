import { numberReader } from '@lambda-forest/schema';
import type { Task } from '@lambda-forest/schema';

import { tidyWords } from '../kinds/tidy-words.ts';
import type { Table } from '../table/table.ts';

/** With more distinct whole numbers than this, a numeric target is a quantity and not a class. */
const MAX_NUMERIC_CLASSES = 20;
/** Numbered classes may include one that is not (0, 1, other): up to this many numbers make no quantity. */
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
export function guessTask(table: Table, index: number): Task {
  const column = table.columns[index]!;
  if (column.form === 'numbers') return 'regression';
  if (column.form !== 'words' || column.hasTextNumbers) return 'classification';
  const { words, counts, present } = tidyWords(column, table.isMissing);
  const readNumber = numberReader(table.formats[index]);
  const distinct = new Set<number>();
  let numbers = 0;
  let isWhole = true;
  for (const [word, text] of words.entries()) {
    const number = readNumber(text);
    if (Number.isNaN(number)) continue;
    numbers += counts[word]!;
    isWhole &&= Number.isInteger(number);
    distinct.add(number);
  }
  const isQuantity =
    numbers === present
      ? !isWhole || distinct.size > MAX_NUMERIC_CLASSES
      : numbers >= MIN_SHARE_OF_NUMBERS * present && distinct.size > MAX_NUMBERS_AMONG_WORDS;
  return isQuantity ? 'regression' : 'classification';
}
