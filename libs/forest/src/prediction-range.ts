import { LEAF } from './forest.ts';
import type { Forest } from './forest.ts';
import { scoringOf } from './scores.ts';

/**
 * The least and the largest answer that a forest of one output can give, were every tree at its least or largest leaf.
 * Links do not fall, so they keep the order. A leaf with terms counts with its number.
 */
export function predictionRange(forest: Forest): { minimum: number; maximum: number } {
  const answer = (choose: (a: number, b: number) => number): number => {
    const scoring = scoringOf(forest);
    const sums = scoring.room(1);
    scoring.start(sums, 1);
    for (let tree = 0; tree + 1 < forest.treeStart.length; tree++) {
      sums[0]! += extremeLeaf(forest, tree, choose);
    }
    const out = new Float64Array(1);
    scoring.finish(sums, 0, out, 0);
    return out[0]!;
  };
  return { minimum: answer(Math.min), maximum: answer(Math.max) };
}

function extremeLeaf(
  { treeStart, feature, next, values }: Forest,
  tree: number,
  choose: (a: number, b: number) => number,
): number {
  let found: number | undefined;
  for (let node = treeStart[tree]!; node < treeStart[tree + 1]!; node++) {
    if (feature[node] !== LEAF) continue;
    const value = values[next[node]!]!;
    found = found === undefined ? value : choose(found, value);
  }
  return found!;
}
