import { rowWidth, treeCount } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { hasOddSplits } from '../node-codes.ts';
import type { NodeCodes } from '../node-codes.ts';
import { maskPlaces, ruleOut } from './leaf-masks.ts';
import type { SplitMasks } from './leaf-masks.ts';
import type { RankTable } from './rank-table.ts';

/** 4 MiB: of more, what a step of the kernel looks at does not stay in the L2 cache, and walking is as fast. */
const MAX_MASK_WORDS = 2 ** 20;

/**
 * Masks as `LeafMasks` has them, for trees whose leaves answer one number each, such as boosted ones. Each tree has
 * words of its own, so that its leaf is the number of zeros before the first 1.
 */
export interface SumMasks extends SplitMasks {
  /** 1 if all trees have at most 32 leaves, else 2. */
  readonly wordsATree: 1 | 2;
  /** A number for each bit: what its leaf answers. */
  readonly values: Float64Array;
}

/**
 * Undefined for other forests, one with a categorical split or one to which 0 is missing, or a tree of more than 64 leaves,
 * and for one with so many thresholds that walking is faster.
 *
 * @param allTables the ranks of each of the forest's features
 */
export function sumMasks(
  forest: Forest,
  nodes: NodeCodes,
  allTables: readonly RankTable[],
): SumMasks | undefined {
  const { tests, codes } = nodes;
  const { treeStart } = forest;
  const trees = treeCount(forest);
  let most = 0; // nodes of a tree
  for (let tree = 0; tree < trees; tree++) {
    most = Math.max(most, treeStart[tree + 1]! - treeStart[tree]!);
  }
  const isSum = rowWidth(forest) === 1 && forest.linear === undefined;
  if (!isSum || hasOddSplits(nodes) || most > 2 * 64 - 1) return undefined;
  const wordsATree = most > 2 * 32 - 1 ? 2 : 1;
  const room = maskPlaces(allTables, wordsATree * trees);
  if (room.size > MAX_MASK_WORDS) return undefined;
  const values = new Float64Array(32 * room.words);
  const bits = new Int32Array(tests.length);
  for (let tree = 0; tree < trees; tree++) {
    let bit = 32 * wordsATree * tree;
    for (let node = treeStart[tree]!; node < treeStart[tree + 1]!; node++) {
      bits[node] = bit;
      if (tests[node] === 0) values[bit++] = forest.values[codes[node]!]!;
    }
  }
  return { ...room, masks: ruleOut(nodes, room, bits), wordsATree, values };
}
