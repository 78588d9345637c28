import type { CompactTrees } from './compact-trees.ts';

/**
 * Sends one row through one tree that may have categorical splits.
 *
 * @param root the address of the tree's root
 * @param start where the row's keys start
 * @returns the address of the leaf
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
    const at = place >> 2;
    const word = nodes[at]!;
    if (word >= 0) {
      place = nodes[at + 1 + ((word - keys[start + ((word >> 2) & slotMask)]!) >>> 31)]!;
      continue;
    }
    const set = ~word;
    const level = keys[start + sets[set]!]!;
    const isLeft =
      level >= 0 && level < sets[set + 2]!
        ? (setBits[sets[set + 1]! + (level >>> 5)]! >>> (level & 31)) & 1
        : sets[set + 3]!;
    place = nodes[at + 2 - isLeft]!;
  }
  return place;
}
