import type { Dataset } from '@lambda-forest/data';
import { treeCount } from '@lambda-forest/forest';
import type { OutOfBagCurve } from '@lambda-forest/report';
import { scoreOutOfBagAfter } from '@lambda-forest/training';

import { evaluate } from '../evaluate/metrics.ts';
import type { Training } from '../train/training.ts';
import { sampleRows } from './sample-rows.ts';

/** Ways of a row through a tree that the curve may cost: a part of a second. */
const BUDGET = 2_000_000;
const FEWEST_ROWS = 200;
const MOST_ROWS = 5_000;
/** Of the curve, twice: evenly spaced, and denser among the first trees. */
const POINTS = 24;

/** The out-of-bag error of the first trees, on a part of the rows where there are many. Undefined without bags. */
export function outOfBagError(
  { learned, forest, split, bagOf }: Training,
  seed: number,
): OutOfBagCurve | undefined {
  if (bagOf === undefined) return undefined;
  const trees = treeCount(forest);
  const affordable = Math.floor(BUDGET / trees);
  const rows = sampleRows(
    split.train,
    Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, affordable)),
    seed,
  );
  const found = scoreOutOfBagAfter(forest, learned, rows, bagOf, treeCounts(trees));
  const points = found
    .filter((after) => after.rows.length > 0)
    .map((after) => ({ trees: after.trees, error: errorOf(learned, after.rows, after.scores) }));
  return { points, rows: rows.length, allRows: split.train.length };
}

function errorOf(dataset: Dataset, rows: Uint32Array, scores: Float64Array): number {
  const metrics = evaluate(dataset, rows, scores);
  return metrics.task === 'classification' ? 1 - metrics.accuracy : metrics.rmse;
}

/** From 1 to all trees, ascending. */
function treeCounts(trees: number): number[] {
  const steps = Array.from({ length: POINTS }, (_, i) => i / (POINTS - 1));
  const counts = steps.flatMap((step) => [
    Math.round(trees ** step),
    Math.round(1 + (trees - 1) * step),
  ]);
  return [...new Set(counts)].sort((a, b) => a - b);
}
