import { formatInteger } from '@lambda-forest/text';

import { ForeignModelError } from './errors.ts';

/** Of the category sets of all splits: 16 MB. */
const MAX_SET_WORDS = 4_194_304;

/**
 * Counts the sets that a forest gets, a bit for each level: a short file may ask for many of a long list.
 *
 * @returns a function to call with the levels of a split, before its set is made
 * @throws {ForeignModelError} from it, once there are too many
 */
export function setBudget(remedy: string): (levels: number) => void {
  let wordsLeft = MAX_SET_WORDS;
  return (levels) => {
    wordsLeft -= Math.ceil(levels / 32);
    if (wordsLeft >= 0) return;
    throw new ForeignModelError(
      `Found splits of more than ${formatInteger(32 * MAX_SET_WORDS)} categories in all, expected fewer.`,
      remedy,
    );
  };
}
