import type { Dataset } from '@lambda-forest/data';
import { METRICS } from '@lambda-forest/evaluator';
import type { MetricName } from '@lambda-forest/evaluator';
import { treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import type { Importances } from '@lambda-forest/report';
import { featuresByColumn } from '@lambda-forest/schema';
import { permutationImportances } from '@lambda-forest/training';
import { defined } from '@lambda-forest/text';

import { measure } from './metrics.ts';
import { sampleRows } from '../report/sample-rows.ts';

/** Enough to tell a column that matters from one that does not. More rows say more than more shuffles of the same ones. */
const MOST_REPEATS = 5;
const FEWEST_REPEATS = 3;
const MOST_ROWS = 2_000;
const FEWEST_ROWS = 100;
/** Of the columns with the largest share of impurity, where there are more. */
const MOST_COLUMNS = 200;
/** Ways of a row through a tree that they may cost: a quarter of a second. */
const BUDGET = 10_000_000;

export interface ToMeasure {
  readonly forest: Forest;
  /** As the forest was grown on it: scaled, if it was. */
  readonly dataset: Dataset;
  /** Rows that the forest has not seen. */
  readonly rows: Uint32Array;
  readonly metric: MetricName;
  readonly seed: number;
  /** How often each column is shuffled among all rows; 0 skips that. Default: as often as is cheap, on a part of them. */
  readonly repeats?: number | undefined;
  /** How much each feature lowered impurity, if that is known. */
  readonly impurity?: Float64Array | undefined;
}

/** How much a model needs each column, by columns as they were given: all parts of a date together. */
export function measureImportances(given: ToMeasure): Importances {
  const { dataset, impurity } = given;
  const columns: Column[] = featuresByColumn(dataset.schema).map(({ name, features }) => ({
    name,
    features,
    ...(impurity !== undefined && {
      impurity: features.reduce((sum, feature) => sum + impurity[feature]!, 0),
    }),
  }));
  const shuffled = columns.toSorted(byImportance).slice(0, MOST_COLUMNS);
  const permutation = permute(given, shuffled);
  if (permutation === undefined) return { columns: columns.sort(byImportance) };
  const { mean, standardDeviation, repeats, rows } = permutation;
  const found = new Map(
    shuffled.map(({ name }, i) => [name, { mean: mean[i]!, deviation: standardDeviation[i]! }]),
  );
  return {
    columns: columns
      .map((column) => ({ ...column, ...defined({ permutation: found.get(column.name) }) }))
      .sort(byImportance),
    permutation: { repeats, rows },
  };
}

type Column = Importances['columns'][number];

/** One entry for each of `columns`. */
function permute(
  { forest, dataset, rows, metric, seed, repeats: asked }: ToMeasure,
  columns: readonly { readonly features: readonly number[] }[],
) {
  if (asked === 0) return undefined;
  const affordable = Math.floor(BUDGET / (columns.length * treeCount(forest)));
  const most = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, Math.floor(affordable / FEWEST_REPEATS)));
  const sample = asked === undefined ? sampleRows(rows, most, seed) : rows;
  const usual = Math.max(FEWEST_REPEATS, Math.floor(affordable / sample.length));
  const repeats = asked ?? Math.min(MOST_REPEATS, usual);
  const found = permutationImportances(forest, dataset, sample, {
    repeats,
    seed,
    groups: columns.map(({ features }) => features),
    score: (scores) => measure(metric, dataset, sample, scores),
    isHigherBetter: METRICS[metric].isHigherBetter,
  });
  return found && { ...found, repeats, rows: sample.length };
}

function byImportance(a: Column, b: Column): number {
  const [first, second] = [a, b].map(({ permutation }) => permutation?.mean ?? -Infinity);
  return first === second ? (b.impurity ?? 0) - (a.impurity ?? 0) : second! - first!;
}
