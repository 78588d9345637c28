import type { CompactTrees } from './compact-trees.ts';
import { LEAF_BYTES } from './votes.ts';

/** Adds what the leaf at `place` answers to the `outputs` sums from `start` on. */
export function addAnswer(
  { answers }: CompactTrees,
  outputs: number,
  place: number,
  sums: Float64Array,
  start: number,
): void {
  const leaf = place / LEAF_BYTES;
  if (leaf < outputs) {
    sums[start + leaf]! += 1;
    return;
  }
  const at = (leaf - outputs) * outputs;
  for (let k = 0; k < outputs; k++) sums[start + k]! += answers[at + k]!;
}

export function divide(numbers: Float64Array, divisor: number): void {
  for (let i = 0; i < numbers.length; i++) numbers[i]! /= divisor;
}
