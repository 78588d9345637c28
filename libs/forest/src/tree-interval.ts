import { isMeanOfRows, treeCount } from './forest.ts';
import type { Forest } from './forest.ts';
import { findLeaf } from './predict.ts';

/** Where the trees' own answers for one row lie. */
export interface TreeInterval {
  readonly lower: number;
  readonly upper: number;
  /** The share of the trees that answer between the two. */
  readonly level: 0.8;
}

/** With fewer trees a tenth of them is less than one. */
export const MIN_INTERVAL_TREES = 10;

/**
 * The 10th and the 90th percentile of the trees' answers for one row, interpolated between neighbours as
 * numpy's `percentile` does by default (Hyndman and Fan's definition 7). Undefined below ten trees, and
 * for trees that add up, of which none answers alone. It shows how much
 * the trees disagree; which share of true values it holds has to be measured.
 *
 * @param forest of one output
 * @param row scaled, if the model scales
 */
export function treeInterval(forest: Forest, row: Float64Array): TreeInterval | undefined {
  const trees = treeCount(forest);
  if (trees < MIN_INTERVAL_TREES || !isMeanOfRows(forest)) return undefined;
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
