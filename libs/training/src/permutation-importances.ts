import { seededRandom, shuffle } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { compileForest } from '@lambda-forest/forest';
import type { Forest, Predictor } from '@lambda-forest/forest';

import { gatherRow } from './predict-rows.ts';

export interface PermutationOptions {
  /** How often each feature is shuffled. At least 1; 5 is usual. */
  readonly repeats: number;
  /** Seed of the shuffles. 0 to 4,294,967,295. */
  readonly seed: number;
  /** Judges the scores of the rows; null is not defined. */
  readonly score: (scores: Float64Array) => number | null;
  /** Whether a higher score is the better one. */
  readonly isHigherBetter: boolean;
  /** Indices of the features to shuffle, in this order; the others get 0. Default: all, in schema order. */
  readonly features?: readonly number[];
}

/** One entry per feature in schema order. */
export interface PermutationImportances {
  /** How much worse the score is when the feature is shuffled; near 0, or below, for an uninformative feature. */
  readonly mean: Float64Array;
  /** Population deviation over the repeats. */
  readonly standardDeviation: Float64Array;
}

/**
 * How much a forest needs each feature: the fall of its score when the feature's values are shuffled among
 * the rows. Unlike the decrease in impurity it can be measured on any rows, such as the test rows, and does
 * not favour features with many values. If several features carry the same information, none of them seems needed.
 *
 * Source: L. Breiman, "Random forests" (2001), section 10, for a fitted forest as a whole, as scikit-learn's
 * permutation_importance does.
 *
 * @param rows indices into the dataset, at least one
 * @returns undefined if the score of these rows is not defined
 */
export function permutationImportances(
  forest: Forest,
  dataset: Dataset,
  rows: Uint32Array,
  { repeats, seed, score, isHigherBetter, features: asked }: PermutationOptions,
): PermutationImportances | undefined {
  const random = seededRandom(seed);
  const predictor = compileForest(forest); // the same answers to the bit, several times as fast
  const features = dataset.columns.length;
  const values = new Float64Array(rows.length * features); // row-major
  for (let i = 0; i < rows.length; i++) {
    gatherRow(dataset, rows[i]!, values.subarray(i * features, (i + 1) * features));
  }
  const whole = score(predictor.predictBatch(values));
  if (whole === null) return undefined;
  const mean = new Float64Array(features);
  const standardDeviation = new Float64Array(features);
  for (const feature of asked ?? dataset.columns.keys()) {
    const column = dataset.columns[feature]!;
    const falls = Array.from({ length: repeats }, () => {
      const donors = rows.slice();
      shuffle(donors, random);
      const shuffled = score(predictWith(predictor, values, feature, column, donors)) ?? NaN;
      return isHigherBetter ? whole - shuffled : shuffled - whole;
    });
    for (let i = 0; i < rows.length; i++) values[i * features + feature] = column[rows[i]!]!;
    mean[feature] = falls.reduce((sum, fall) => sum + fall, 0) / repeats;
    const variance = falls.reduce((sum, fall) => sum + (fall - mean[feature]!) ** 2, 0) / repeats;
    standardDeviation[feature] = Math.sqrt(variance);
  }
  return { mean, standardDeviation };
}

/** The answers for rows that get one feature's values from `donors`, one for each row. Overwrites that feature. */
function predictWith(
  predictor: Predictor,
  values: Float64Array,
  feature: number,
  column: Float64Array,
  donors: Uint32Array,
): Float64Array {
  for (let i = 0; i < donors.length; i++) {
    values[i * predictor.featureCount + feature] = column[donors[i]!]!;
  }
  return predictor.predictBatch(values);
}
