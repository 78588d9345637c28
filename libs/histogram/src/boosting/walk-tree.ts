import { CATEGORICAL, LEAF, MISSING_LEFT } from '@lambda-forest/forest';

import type { BoostedTree } from './boosting.ts';

/**
 * What a tree adds to a row's score.
 *
 * @param valueOf a feature's value: NaN if missing, a level's index if categorical
 */
export function walkTree(tree: BoostedTree, valueOf: (feature: number) => number): number {
  let node = 0;
  while (tree.feature[node] !== LEAF) {
    const isLeft = goesLeft(tree, node, valueOf(tree.feature[node]!));
    node = isLeft ? node + 1 : tree.next[node]!;
  }
  return tree.value[node]!;
}

function goesLeft({ flags, threshold, setBits }: BoostedTree, node: number, value: number) {
  if (Number.isNaN(value)) return (flags[node]! & MISSING_LEFT) !== 0;
  if ((flags[node]! & CATEGORICAL) === 0) return value <= threshold[node]!;
  return ((setBits[threshold[node]! + (value >>> 5)]! >>> (value & 31)) & 1) === 1;
}
