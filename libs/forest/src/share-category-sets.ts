import { CATEGORICAL } from './forest.ts';
import type { Forest } from './forest.ts';

/** The members of a forest that tell its categorical splits. */
type Sets = Pick<Forest, 'flags' | 'threshold' | 'categorySetStart' | 'categorySetBits'>;

/**
 * Equal category sets become one, numbered by first appearance, and those that no split has go: a feature of few levels
 * has few sets, however many splits test it. Predictions stay as they are.
 */
export function shareCategorySets<F extends Sets>(forest: F): F {
  const { flags, categorySetStart: start, categorySetBits: bits } = forest;
  if (start.length < 2) return forest;
  const setOfKey = new Map<number | string, number>();
  const sets: number[] = [];
  const threshold = forest.threshold.slice();
  flags.forEach((flag, node) => {
    if ((flag & CATEGORICAL) === 0) return;
    const set = threshold[node]!;
    const words = bits.subarray(start[set], start[set + 1]);
    const key = words.length === 1 ? words[0]! : words.join(); // a number alone need not become a text
    const known = setOfKey.get(key);
    threshold[node] = known ?? sets.length;
    if (known === undefined) setOfKey.set(key, sets.push(set) - 1);
  });
  const shared: number[] = [];
  const ends = sets.map((set) => {
    for (const word of bits.subarray(start[set], start[set + 1])) shared.push(word);
    return shared.length;
  });
  return {
    ...forest,
    threshold,
    categorySetStart: Uint32Array.from([0, ...ends]),
    categorySetBits: Uint32Array.from(shared),
  };
}
