import type { CompactTrees } from './compact-trees.ts';

/**
 * Sends one row through one tree that may have categorical splits.
 *
 * @param start where the row's keys start
 * @returns the place of the leaf
 */
export function walkSets(
  { nodes, firstSplit, sets, keys: { shift } }: CompactTrees,
  setBits: Uint32Array,
  root: number,
  keys: Int32Array,
  start: number,
): number {
  const slotMask = (1 << shift) - 1;
  let place = root;
  while (place >= firstSplit) {
    const word = nodes[place]!;
    if (word >= 0) {
      place = nodes[place + 1 + ((word - keys[start + (word & slotMask)]!) >>> 31)]!;
      continue;
    }
    const set = ~word;
    const level = keys[start + sets[set]!]!;
    const isLeft =
      level >= 0 && level < sets[set + 2]!
        ? (setBits[sets[set + 1]! + (level >>> 5)]! >>> (level & 31)) & 1
        : sets[set + 3]!;
    place = nodes[place + 2 - isLeft]!;
  }
  return place;
}
