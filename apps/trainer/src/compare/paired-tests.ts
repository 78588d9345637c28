import { seededRandom } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import {
  brierLosses,
  logLosses,
  mcNemar,
  pairedDifference,
  predictedClasses,
} from '@lambda-forest/evaluator';
import type { PairedDifference } from '@lambda-forest/evaluator';
import { uniformInt } from 'pure-rand/distribution/uniformInt';

/** How two models' answers for the same rows differ, and whether that may be chance. */
export interface PairedTests {
  /** Rows that only one of two classifiers gets right. Absent in regression. */
  readonly accuracy?: {
    readonly onlyFirst: number;
    readonly onlySecond: number;
    /** McNemar's, exact. */
    readonly pValue: number;
  };
  /** The second's minus the first's, by paired bootstrap; the less, the better the second. */
  readonly losses: readonly ({ readonly name: string } & PairedDifference)[];
}

const RESAMPLES = 2_000;
const FEWEST_RESAMPLES = 200;
/** Draws of rows that the bootstrap may cost: a second or so. */
const BUDGET = 100_000_000;
/** Of the bootstrap: any number, as long as it is always the same. */
const SEED = 42;

/**
 * @param dataset with the truth
 * @param rows n indices into it
 * @param first one row of outputCount numbers for each of `rows`, row-major
 * @param second the other model's, with the classes in the same order
 */
export function pairedTests(
  dataset: Dataset,
  rows: Uint32Array,
  first: Float64Array,
  second: Float64Array,
): PairedTests {
  const compare = (
    name: string,
    a: Float64Array,
    b: Float64Array,
    ofMeans?: (x: number) => number,
  ) => ({
    name,
    ...pairedDifference(a, b, bootstrapOptions(rows.length), ofMeans),
  });
  if (dataset.task === 'regression') {
    const errors = (scores: Float64Array) =>
      Float64Array.from(rows, (row, i) => scores[i]! - dataset.target[row]!);
    const [a, b] = [errors(first), errors(second)];
    const square = (error: number) => error * error;
    return {
      losses: [
        compare('RMSE', a.map(square), b.map(square), Math.sqrt),
        compare('MAE', a.map(Math.abs), b.map(Math.abs)),
      ],
    };
  }
  const classes = dataset.schema.target.classes.length;
  const truth = Int32Array.from(rows, (row) => dataset.target[row]!);
  const [a, b] = [predictedClasses(first, classes), predictedClasses(second, classes)];
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let i = 0; i < truth.length; i++) {
    const firstIsRight = a[i] === truth[i];
    const secondIsRight = b[i] === truth[i];
    if (firstIsRight && !secondIsRight) onlyFirst++;
    if (secondIsRight && !firstIsRight) onlySecond++;
  }
  return {
    accuracy: { onlyFirst, onlySecond, pValue: mcNemar(onlyFirst, onlySecond) },
    losses: [
      compare('log-loss', logLosses(truth, first, classes), logLosses(truth, second, classes)),
      compare(
        'Brier score',
        brierLosses(truth, first, classes),
        brierLosses(truth, second, classes),
      ),
    ],
  };
}

function bootstrapOptions(rows: number) {
  const random = seededRandom(SEED);
  const affordable = Math.floor(BUDGET / rows);
  return {
    resamples: Math.max(FEWEST_RESAMPLES, Math.min(RESAMPLES, affordable)),
    draw: (bound: number) => uniformInt(random, 0, bound - 1),
  };
}
