import type { RowPredictor } from './compile-rows.ts';
import { treeCount } from './forest.ts';
import type { Forest } from './forest.ts';
import { answerOfTree } from './predict.ts';

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
 * @param predictor of a forest of one output; with a factor other than 0, each tree answers for itself (`isMeanOfRows`)
 * @param row scaled, if the model scales
 */
export function predictionInterval(
  predictor: Pick<RowPredictor, 'answerTrees'>,
  { offset, factor }: Width,
  row: Float64Array,
  prediction: number,
): Interval {
  const most = Number.MAX_VALUE;
  const width =
    offset + (factor === 0 ? 0 : factor * spreadOf(predictor.answerTrees(row)).deviation);
  const half = width <= most ? width : most; // NaN where squares of leaves overflow
  return { lower: Math.max(-most, prediction - half), upper: Math.min(most, prediction + half) };
}

/**
 * The mean of the answers that some trees of a forest give to a row, and their deviation.
 *
 * @param forest of one output, whose trees answer each for itself
 * @param isAsked whether a tree counts; all do by default
 */
export function spreadOfTrees(
  forest: Forest,
  row: Float64Array,
  isAsked: (tree: number) => boolean = () => true,
): Spread {
  const trees = Array.from({ length: treeCount(forest) }, (_, tree) => tree).filter(isAsked);
  return spreadOf(trees.map((tree) => answerOfTree(forest, tree, row)));
}

interface Spread {
  readonly mean: number;
  /** The standard deviation (divided by n - 1, as numpy's `ddof=1`): 0 for one tree, and NaN for none. */
  readonly deviation: number;
}

function spreadOf(answers: ArrayLike<number>): Spread {
  let mean = 0;
  let squares = 0; // Welford (1962), which loses no digits of quantities far from 0
  for (let i = 0; i < answers.length; i++) {
    const distance = answers[i]! - mean;
    mean += distance / (i + 1);
    squares += distance * (answers[i]! - mean);
  }
  if (answers.length === 0) return { mean: NaN, deviation: NaN };
  return { mean, deviation: answers.length === 1 ? 0 : Math.sqrt(squares / (answers.length - 1)) };
}
