import { numbersOf } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';

import { gatherRows } from './predict-rows.ts';

export interface PartialDependenceOptions {
  /** n rows of featureCount numbers, row-major, to n rows of outputCount numbers, row-major. */
  readonly predict: (rows: Float64Array) => Float64Array;
  /** How many numbers an answer has. At least 1. */
  readonly outputCount: number;
  /**
   * Features that carry the same information, such as the year of a day: what else to set if the feature is set
   * to a value. Default: nothing.
   */
  readonly linked?: (value: number) => readonly (readonly [feature: number, value: number])[];
  /** The most points for a quantity: at least 2. Default 20. A category has one for each of its levels. */
  readonly resolution?: number;
}

/** How the answer changes with one feature. */
export interface PartialDependence {
  /** Values of the feature, ascending: G of them. For a category the indices of levels that occur. */
  readonly grid: Float64Array;
  /** G rows of outputCount numbers, row-major: the mean answer over the rows with the feature set to that value. */
  readonly mean: Float64Array;
}

export const DEFAULT_RESOLUTION = 20;

/** The outermost values are left out: too few rows are that far out. */
const LOWEST_SHARE = 0.05;
const HIGHEST_SHARE = 0.95;

/**
 * The model's mean answer if one feature is set to each value of a grid and everything else stays as it is:
 * scikit-learn's partial_dependence(method="brute", kind="average").
 *
 * Source: J. Friedman, "Greedy function approximation: a gradient boosting machine" (2001), section 8.2. Where
 * features go together, it averages over rows that do not exist.
 *
 * @param rows indices into the dataset, at least one
 * @param feature index in the schema
 * @returns null if no row has a value
 */
export function partialDependence(
  dataset: Dataset,
  rows: Uint32Array,
  feature: number,
  {
    predict,
    outputCount,
    resolution = DEFAULT_RESOLUTION,
    linked = () => [],
  }: PartialDependenceOptions,
): PartialDependence | null {
  const grid = valuesToTry(dataset, rows, feature, resolution);
  if (grid.length === 0) return null;
  const { length: features } = dataset.columns;
  const changed = new Float64Array(rows.length * features);
  gatherRows(dataset, rows, changed);
  const mean = new Float64Array(grid.length * outputCount);
  for (let point = 0; point < grid.length; point++) {
    for (const [column, value] of [[feature, grid[point]!] as const, ...linked(grid[point]!)]) {
      fillColumn(changed, features, column, value);
    }
    addRows(mean.subarray(point * outputCount, (point + 1) * outputCount), predict(changed));
  }
  return { grid, mean: mean.map((sum) => sum / rows.length) };
}

// The long loops are functions of their own: V8 compiles them alone, and not with all that is predicted with.

/** Sets a column of a row-major matrix. */
function fillColumn(matrix: Float64Array, width: number, column: number, value: number): void {
  for (let at = column; at < matrix.length; at += width) matrix[at] = value;
}

/** Adds the rows of a row-major matrix to a row. */
function addRows(sum: Float64Array, matrix: Float64Array): void {
  for (let at = 0; at < matrix.length; at += sum.length) {
    for (let k = 0; k < sum.length; k++) sum[k]! += matrix[at + k]!;
  }
}

/**
 * The distinct values if they are few; otherwise equal steps between the 5th and the 95th percentile. Missing
 * values are left out.
 */
function valuesToTry(
  { columns, schema }: Dataset,
  rows: Uint32Array,
  feature: number,
  resolution: number,
): Float64Array {
  const values = numbersOf(columns[feature]!, rows)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const distinct = values.filter((value, i) => i === 0 || value !== values[i - 1]);
  if (schema.features[feature]!.kind === 'categorical' || distinct.length < resolution) {
    return distinct;
  }
  const first = plottingPosition(values, LOWEST_SHARE);
  const last = plottingPosition(values, HIGHEST_SHARE);
  if (first === last) return distinct.length > resolution ? Float64Array.of(first) : distinct;
  const step = (last - first) / (resolution - 1);
  return Float64Array.from({ length: resolution }, (_, i) =>
    i === resolution - 1 ? last : first + i * step,
  );
}

/** A quantile by Cunnane's plotting positions, as scipy's mquantiles, which scikit-learn's grid is made with. */
function plottingPosition(sorted: Float64Array, share: number): number {
  const position = sorted.length * share + 0.4 + share * 0.2;
  const below = Math.floor(Math.min(Math.max(position, 1), sorted.length - 1));
  const part = Math.min(Math.max(position - below, 0), 1);
  return (1 - part) * sorted[below - 1]! + part * sorted[below]!;
}
