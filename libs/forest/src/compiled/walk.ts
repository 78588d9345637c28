import type { CompactTrees } from './compact-trees.ts';

/**
 * Sends one row through one tree, where there is no kernel.
 *
 * @param root the address of the tree's root
 * @param start where the row's keys start
 * @returns the address of the leaf
 */
export function walk(
  { nodes, firstSplit, keys: { shift } }: CompactTrees,
  root: number,
  keys: Int32Array,
  start: number,
): number {
  const slotMask = (1 << shift) - 1;
  let place = root;
  while (place >= firstSplit) {
    const at = place >> 2;
    const word = nodes[at]!;
    place = nodes[at + 1 + ((word - keys[start + ((word >> 2) & slotMask)]!) >>> 31)]!;
  }
  return place;
}
