import type { Interval } from '@lambda-forest/api';
import { findLeaf, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

/** With fewer trees a tenth of them is less than one. */
const MIN_TREES = 10;

/**
 * The 10th and the 90th percentile of the trees' answers for one row, interpolated between neighbours as
 * numpy's `percentile` does by default (Hyndman and Fan's definition 7). Undefined below ten trees.
 *
 * @param forest of one output
 * @param row scaled, if the model scales
 */
export function treeInterval(forest: Forest, row: Float64Array): Interval | undefined {
  const trees = treeCount(forest);
  if (trees < MIN_TREES) return undefined;
  const answers = new Float64Array(trees);
  for (let tree = 0; tree < trees; tree++) {
    answers[tree] = forest.values[forest.next[findLeaf(forest, forest.treeStart[tree]!, row)]!]!;
  }
  answers.sort();
  return { lower: percentile(answers, 0.1), upper: percentile(answers, 0.9), level: 0.8 };
}

function percentile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}
