import { seededRandom, shuffle } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { predictRow } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import { gatherRow, predictRows } from './predict-rows.ts';

export interface PermutationOptions {
  /** How often each feature is shuffled. At least 1; 5 is usual. */
  readonly repeats: number;
  /** Seed of the shuffles. 0 to 4,294,967,295. */
  readonly seed: number;
  /** What scores for the rows are worth; more is better. */
  readonly score: (scores: Float64Array) => number;
}

/** One entry per feature in schema order. */
export interface PermutationImportances {
  /** How much the score falls when the feature is shuffled; near 0, or below, for a feature that tells nothing. */
  readonly mean: Float64Array;
  /** Population deviation over the repeats. */
  readonly standardDeviation: Float64Array;
}

/**
 * How much a forest needs each feature: the fall of its score when the feature's values are dealt out anew among
 * the rows. Unlike the impurity's decrease it is measured on rows of one's choice, such as the test's, and does
 * not favour features with many values. Of features that say the same, none seems needed.
 *
 * Source: L. Breiman, "Random forests" (2001), section 10, for a fitted forest as a whole, as scikit-learn's
 * permutation_importance does.
 *
 * @param rows indices into the dataset, at least one
 */
export function permutationImportances(
  forest: Forest,
  dataset: Dataset,
  rows: Uint32Array,
  { repeats, seed, score }: PermutationOptions,
): PermutationImportances {
  const random = seededRandom(seed);
  const whole = score(predictRows(forest, dataset, rows));
  const features = dataset.columns.length;
  const mean = new Float64Array(features);
  const standardDeviation = new Float64Array(features);
  for (let feature = 0; feature < features; feature++) {
    const falls = Array.from({ length: repeats }, () => {
      const donors = rows.slice();
      shuffle(donors, random);
      return whole - score(predictWith(forest, dataset, rows, feature, donors));
    });
    mean[feature] = falls.reduce((sum, fall) => sum + fall, 0) / repeats;
    const variance = falls.reduce((sum, fall) => sum + (fall - mean[feature]!) ** 2, 0) / repeats;
    standardDeviation[feature] = Math.sqrt(variance);
  }
  return { mean, standardDeviation };
}

/** The forest's answers for `rows` that have one feature's values from the rows at the same place in `donors`. */
function predictWith(
  forest: Forest,
  dataset: Dataset,
  rows: Uint32Array,
  feature: number,
  donors: Uint32Array,
): Float64Array {
  const outputs = forest.outputCount;
  const scores = new Float64Array(rows.length * outputs);
  const values = new Float64Array(dataset.columns.length);
  const column = dataset.columns[feature]!;
  for (let i = 0; i < rows.length; i++) {
    gatherRow(dataset, rows[i]!, values);
    values[feature] = column[donors[i]!]!;
    predictRow(forest, values, scores.subarray(i * outputs, (i + 1) * outputs));
  }
  return scores;
}
