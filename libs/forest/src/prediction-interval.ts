import { treeCount } from './forest.ts';
import type { Forest } from './forest.ts';
import { findLeaf } from './predict.ts';

/** How wide an interval is: on each side `offset + factor * deviation`, of the trees. Both finite, not negative. */
interface Width {
  readonly offset: number;
  readonly factor: number;
}

/** Where a true value is expected. */
interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The interval around a prediction, wider where the trees disagree. Its ends are finite.
 *
 * @param forest of one output; with a factor other than 0, each tree answers for itself (`isMeanOfRows`)
 * @param row scaled, if the model scales
 */
export function predictionInterval(
  forest: Forest,
  { offset, factor }: Width,
  row: Float64Array,
  prediction: number,
): Interval {
  const most = Number.MAX_VALUE;
  const width = offset + (factor === 0 ? 0 : factor * spreadOfTrees(forest, row).deviation);
  const half = width <= most ? width : most; // NaN where squares of leaves overflow
  return { lower: Math.max(-most, prediction - half), upper: Math.min(most, prediction + half) };
}

/**
 * The standard deviation (divided by n - 1, as numpy's `ddof=1`) between the trees' answers for one row, and their mean.
 *
 * @param forest of one output, whose trees answer each for itself
 * @param isAsked whether a tree counts; all do by default
 * @returns a deviation of 0 for one tree, and NaN for none
 */
export function spreadOfTrees(
  forest: Forest,
  row: Float64Array,
  isAsked: (tree: number) => boolean = () => true,
): { readonly mean: number; readonly deviation: number } {
  const { treeStart, next, values } = forest;
  let count = 0;
  let mean = 0;
  let squares = 0; // Welford (1962), which loses no digits of quantities far from 0
  for (let tree = 0; tree < treeCount(forest); tree++) {
    if (!isAsked(tree)) continue;
    const answer = values[next[findLeaf(forest, treeStart[tree]!, row)]!]!;
    const distance = answer - mean;
    mean += distance / ++count;
    squares += distance * (answer - mean);
  }
  if (count === 0) return { mean: NaN, deviation: NaN };
  return { mean, deviation: count === 1 ? 0 : Math.sqrt(squares / (count - 1)) };
}
