import type { Sums } from '../scores.ts';
import type { CompactTrees } from './compact-trees.ts';
import { LEAF_BYTES } from './votes.ts';

/** Adds what the leaf at `place` answers to the sums from `start` on. */
export function addAnswer(
  { answers, width }: CompactTrees,
  place: number,
  sums: Sums,
  start: number,
): void {
  const leaf = place / LEAF_BYTES;
  if (leaf < width) {
    sums[start + leaf]! += 1;
    return;
  }
  const at = (leaf - width) * width;
  for (let k = 0; k < width; k++) sums[start + k]! += answers[at + k]!;
}
