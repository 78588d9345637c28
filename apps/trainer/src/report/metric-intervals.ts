import type { Dataset } from '@lambda-forest/data';
import { seededRandom } from '@lambda-forest/data';
import { classificationIntervals, regressionIntervals } from '@lambda-forest/evaluator';
import type { ClassificationIntervals, RegressionIntervals } from '@lambda-forest/evaluator';
import { outputCount } from '@lambda-forest/schema';
import { uniformInt } from 'pure-rand/distribution/uniformInt';

const MOST_RESAMPLES = 1_000;
const FEWEST_RESAMPLES = 100;
/** Steps, each of a few nanoseconds, that intervals may take: a good part of a second. */
const BUDGET = 30_000_000;
/** What is looked at in a row besides its scores. */
const STEPS_BESIDES_SCORES = 5;

/**
 * Bootstrap intervals of the metrics, by as many resamples as can be had in a good part of a second.
 *
 * @param scores one row of outputCount numbers for each of `rows`, row-major
 * @returns undefined where there are so many rows that a hundred resamples would take longer
 */
export function metricIntervals(
  dataset: Dataset,
  rows: Uint32Array,
  scores: Float64Array,
  seed: number,
): ClassificationIntervals | RegressionIntervals | undefined {
  const outputs = outputCount(dataset.schema);
  const affordable = Math.floor(BUDGET / (rows.length * (outputs + STEPS_BESIDES_SCORES)));
  if (affordable < FEWEST_RESAMPLES) return undefined;
  const random = seededRandom(seed);
  const options = {
    resamples: Math.min(MOST_RESAMPLES, affordable),
    draw: (bound: number) => uniformInt(random, 0, bound - 1),
  };
  if (dataset.task === 'regression') {
    const truth = Float64Array.from(rows, (row) => dataset.target[row]!);
    return regressionIntervals(truth, scores, options);
  }
  const truth = Int32Array.from(rows, (row) => dataset.target[row]!);
  return classificationIntervals(truth, scores, outputs, options);
}
