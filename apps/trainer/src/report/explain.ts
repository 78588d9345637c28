import type { Dataset } from '@lambda-forest/data';
import { scaleDataset } from '@lambda-forest/data';
import type { MetricName } from '@lambda-forest/evaluator';
import { compileForest, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import type { Explanation, Importances } from '@lambda-forest/report';
import { datePart, MS_PER_DAY, outputCount, partOf, sourceOf } from '@lambda-forest/schema';
import type { DatePart, Feature, Schema } from '@lambda-forest/schema';
import { DEFAULT_RESOLUTION, partialDependence } from '@lambda-forest/training';

import { measureImportances } from '../evaluate/importances.ts';
import { sampleRows } from './sample-rows.ts';

const DEPENDENCE_FEATURES = 6;
/** Its noise is that of how the effect differs between rows, which a hundred of them average out well enough for a chart. */
const DEPENDENCE_ROWS = 300;
const FEWEST_DEPENDENCE_ROWS = 50;
/** Ways of a row through a tree that it may cost: a tenth of a second. */
const DEPENDENCE_BUDGET = 8_000_000;

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
  /** What shuffled columns are judged by. */
  readonly metric: MetricName;
  /** Default: measured on `rows`. */
  readonly importances?: Importances;
  /** How much each feature lowered impurity, if that is known. */
  readonly impurity?: Float64Array;
}

/** Explanations of a forest's answers that can be computed in a fraction of a second. */
export function explain(given: ToExplain): Explanation {
  const { schema, dataset, forest, rows, seed, metric, impurity } = given;
  const { scaling } = schema;
  const learned = scaling === undefined ? dataset : scaleDataset(dataset, scaling);
  const importances =
    given.importances ?? measureImportances({ forest, dataset: learned, rows, metric, seed });
  const predictor = compileForest(forest);
  const { dependence = { name: 'rows', rows } } = given;
  const sample = sampleRows(dependence.rows, affordableRows(forest), seed);
  const ranked = rankFeatures(importances, impurity).map((feature) => trendOf(schema, feature));
  const leading = [...new Set(ranked)];
  return {
    importances,
    leading,
    partialDependence: leading.slice(0, DEPENDENCE_FEATURES).flatMap((feature) => {
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

function affordableRows(forest: Forest): number {
  const waysOfRow = DEPENDENCE_FEATURES * DEFAULT_RESOLUTION * treeCount(forest);
  const affordable = Math.floor(DEPENDENCE_BUDGET / waysOfRow);
  return Math.min(DEPENDENCE_ROWS, Math.max(FEWEST_DEPENDENCE_ROWS, affordable));
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

/** Of each column the feature that lowered impurity most, the most important column first. */
function rankFeatures(importances: Importances, impurity: Float64Array | undefined): number[] {
  return importances.columns.map(({ features }) =>
    features.reduce((best, one) => ((impurity?.[one] ?? 0) > (impurity?.[best] ?? 0) ? one : best)),
  );
}
