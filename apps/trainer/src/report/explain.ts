import type { Dataset } from '@lambda-forest/data';
import { scaleDataset } from '@lambda-forest/data';
import { METRICS } from '@lambda-forest/evaluator';
import type { MetricName } from '@lambda-forest/evaluator';
import { compileForest } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import type { Explanation } from '@lambda-forest/report';
import { datePart, MS_PER_DAY, outputCount, partOf, sourceOf } from '@lambda-forest/schema';
import type { DatePart, Feature, Schema } from '@lambda-forest/schema';
import { partialDependence, permutationImportances } from '@lambda-forest/training';
import type { PermutationImportances } from '@lambda-forest/training';
import { defined } from '@lambda-forest/text';

import { leadingMetric, measure } from '../evaluate/metrics.ts';
import { sampleRows } from './sample-rows.ts';

/** Predictions of a row that permutation may cost: a part of a second. */
const PERMUTATION_BUDGET = 100_000;
const PERMUTATION_REPEATS = 5;
const FEWEST_PERMUTED_ROWS = 30;
const MOST_PERMUTED_FEATURES = 200;

const DEPENDENCE_FEATURES = 6;
const DEPENDENCE_ROWS = 300;

export interface ToExplain {
  /** With the scaling, if the forest needs one. */
  readonly schema: Schema;
  readonly forest: Forest;
  /** In original units. */
  readonly dataset: Dataset;
  /** Rows whose truth the forest has not seen. */
  readonly rows: Uint32Array;
  /**
   * What partial dependence is averaged over; default `rows`. The training rows are better where they are at hand:
   * there are more of them, and the latest rows may lie outside of all that the forest knows.
   */
  readonly dependence?: { readonly name: string; readonly rows: Uint32Array };
  readonly seed: number;
  /** What shuffled features are judged by; default the leading one. */
  readonly metric?: MetricName;
  /** By impurity, if they are known. */
  readonly importances?: Float64Array;
  /** Of all features on all `rows`, if the user asked for them, with how often each was shuffled. */
  readonly permutation?: PermutationImportances & { readonly repeats: number };
}

/** Explanations of a forest's answers that can be computed in a fraction of a second. */
export function explain(given: ToExplain): Explanation {
  const { schema, dataset, forest, rows, seed, importances } = given;
  const { scaling } = schema;
  const learned = scaling === undefined ? dataset : scaleDataset(dataset, scaling);
  const permutation = permutationOf(given, learned);
  const predictor = compileForest(forest);
  const { dependence = { name: 'rows', rows } } = given;
  const sample = sampleRows(dependence.rows, DEPENDENCE_ROWS, seed);
  const ranked = rankFeatures(schema, importances, permutation).map((feature) =>
    trendOf(schema, feature),
  );
  const important = [...new Set(ranked)].slice(0, DEPENDENCE_FEATURES);
  return {
    ...defined({ importances }),
    ...defined({ permutation }),
    partialDependence: important.flatMap((feature) => {
      const original = (value: number, of = feature) =>
        value * (scaling?.scale[of] ?? 1) + (scaling?.center[of] ?? 0);
      const scaled = (value: number, of: number) =>
        (value - (scaling?.center[of] ?? 0)) / (scaling?.scale[of] ?? 1);
      const year = yearOf(schema, feature);
      const found = partialDependence(learned, sample, feature, {
        predict: (values) => predictor.predictBatch(values),
        outputCount: outputCount(schema),
        ...(year !== undefined && {
          linked: (days) => [
            [year, scaled(datePart(original(days) * MS_PER_DAY, 'year'), year)] as const,
          ],
        }),
      });
      if (found === null) return [];
      const grid = found.grid.map((value) => original(value));
      const together = year === undefined ? {} : { together: [year] };
      return [{ feature, ...together, grid, mean: found.mean }];
    }),
    partialDependenceRows: { name: dependence.name, rows: sample },
  };
}

/** The year of a date goes with its days: for it the days stand, at which both are set. */
function trendOf({ features }: Schema, feature: number): number {
  if (partOf(features[feature]!) !== 'year') return feature;
  const days = siblingOf(features, feature, 'days');
  return days === -1 ? feature : days;
}

/** The feature that is the year of the same date as these days, if there is one. */
function yearOf({ features }: Schema, feature: number): number | undefined {
  if (partOf(features[feature]!) !== 'days') return undefined;
  const year = siblingOf(features, feature, 'year');
  return year === -1 ? undefined : year;
}

/** Another part of the same date. */
function siblingOf(features: readonly Feature[], feature: number, part: DatePart): number {
  const column = sourceOf(features[feature]!)?.column;
  return features.findIndex((each) => partOf(each) === part && sourceOf(each)?.column === column);
}

type Permutation = NonNullable<Explanation['permutation']>;

/** The user's, or our own on as many rows as can be had in a part of a second. */
function permutationOf(given: ToExplain, learned: Dataset): Permutation | undefined {
  const { schema, rows, seed, forest, importances, permutation } = given;
  const { metric = leadingMetric(schema) } = given;
  if (permutation !== undefined) {
    return {
      ...permutation,
      features: schema.features.map((_, feature) => feature),
      rows: rows.length,
    };
  }
  const features = rankFeatures(schema, importances).slice(0, MOST_PERMUTED_FEATURES);
  const affordable = Math.floor(PERMUTATION_BUDGET / (features.length * PERMUTATION_REPEATS));
  const sample = sampleRows(rows, Math.max(FEWEST_PERMUTED_ROWS, affordable), seed);
  const found = permutationImportances(forest, learned, sample, {
    repeats: PERMUTATION_REPEATS,
    seed,
    features,
    score: (scores) => measure(metric, learned, sample, scores),
    isHigherBetter: METRICS[metric].isHigherBetter,
  });
  if (found === undefined) return undefined;
  return {
    features,
    mean: features.map((feature) => found.mean[feature]!),
    standardDeviation: features.map((feature) => found.standardDeviation[feature]!),
    repeats: PERMUTATION_REPEATS,
    rows: sample.length,
  };
}

/** Indices of the features, the most important first: by permutation if it is known, otherwise by impurity. */
function rankFeatures(
  { features }: Schema,
  importances: Float64Array | undefined,
  permutation?: Permutation,
): number[] {
  const fall = new Map(permutation?.features.map((feature, i) => [feature, permutation.mean[i]!]));
  const rank = (feature: number) => importances?.[feature] ?? fall.get(feature) ?? -Infinity;
  return features.map((_, feature) => feature).sort((a, b) => rank(b) - rank(a) || a - b);
}
