import { copyNumbers, seededRandom, shuffle } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { compileForest } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import { gatherRows } from './predict-rows.ts';

export interface PermutationOptions {
  /** How often each feature is shuffled. At least 1; 5 is usual. */
  readonly repeats: number;
  /** Seed of the shuffles. 0 to 4,294,967,295. */
  readonly seed: number;
  /** Judges the scores of the rows; null is not defined. */
  readonly score: (scores: Float64Array) => number | null;
  /** Whether a higher score is the better one. */
  readonly isHigherBetter: boolean;
  /** Indices of features that are shuffled together, such as the parts of a date. Default: each feature alone. */
  readonly groups?: readonly (readonly number[])[];
}

/** One entry per group, in their order. */
export interface PermutationImportances {
  /** How much worse the score is when the group is shuffled; near 0, or below, for an uninformative one. */
  readonly mean: Float64Array;
  /** Population deviation over the repeats. */
  readonly standardDeviation: Float64Array;
}

/**
 * How much a forest needs each feature: how much worse its score is when the feature's values are shuffled among
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
  { repeats, seed, score, isHigherBetter, groups: asked }: PermutationOptions,
): PermutationImportances | undefined {
  const random = seededRandom(seed);
  const predictor = compileForest(forest); // the same answers to the bit, several times as fast
  const features = dataset.columns.length;
  const values = new Float64Array(rows.length * features); // row-major
  gatherRows(dataset, rows, values);
  const whole = score(predictor.predictBatch(values));
  if (whole === null) return undefined;
  const groups = asked ?? dataset.columns.map((_, feature) => [feature]);
  const mean = new Float64Array(groups.length);
  const standardDeviation = new Float64Array(groups.length);
  for (const [group, shuffled] of groups.entries()) {
    const falls = Array.from({ length: repeats }, () => {
      const donors = rows.slice();
      shuffle(donors, random);
      setFeatures(values, dataset, shuffled, donors);
      const found = score(predictor.predictBatch(values)) ?? NaN;
      return isHigherBetter ? whole - found : found - whole;
    });
    setFeatures(values, dataset, shuffled, rows);
    mean[group] = falls.reduce((sum, fall) => sum + fall, 0) / repeats;
    const variance = falls.reduce((sum, fall) => sum + (fall - mean[group]!) ** 2, 0) / repeats;
    standardDeviation[group] = Math.sqrt(variance);
  }
  return { mean, standardDeviation };
}

/** Gives the rows of `values` some features of other rows: of `donors`, one for each. */
function setFeatures(
  values: Float64Array,
  { columns }: Dataset,
  features: readonly number[],
  donors: Uint32Array,
): void {
  for (const feature of features) {
    copyNumbers(columns[feature]!, donors, values, feature, columns.length);
  }
}
