import type { Dataset } from '@lambda-forest/data';

/** A column of names: which level each row has. */
export interface LevelColumn {
  /** Length rowCount: 0 to levelCount - 1, NaN where a row has no name. */
  readonly codes: Float64Array;
  readonly levelCount: number;
}

/** What the target is, summed up over the rows of each level. */
export interface LevelSums {
  /** Numbers a level: one of a quantity, otherwise one a class. */
  readonly outputs: number;
  /** Length levelCount: the weight of its rows. */
  readonly weights: Float64Array;
  /** Row-major, levelCount x outputs: the weighted sum of the quantity less `center`, or the weight of each class. */
  readonly sums: Float64Array;
  /** Of all levels together: the weighted squares of the quantity less `center`, or of the classes' indicators. */
  readonly squares: number;
}

/** The target of a fit, in a form that adds up without losing digits. */
export interface Answers {
  readonly dataset: Dataset;
  /** The mean quantity of the fit's rows; 0 for classes. */
  readonly center: number;
  /** What a row of weight 1 counts, so that the mean weight of the fit's rows is 1. */
  readonly unit: number;
}

/** @param rows the fit's, at least one */
export function answersOf(dataset: Dataset, rows: Uint32Array): Answers {
  const { weights, target, task } = dataset;
  let total = 0;
  let sum = 0;
  for (const row of rows) {
    const weight = weights?.[row] ?? 1;
    total += weight;
    sum += weight * target[row]!;
  }
  return { dataset, center: task === 'regression' ? sum / total : 0, unit: rows.length / total };
}

/** Rows without a name count nowhere. */
export function sumLevels(
  { codes, levelCount }: LevelColumn,
  { dataset, center, unit }: Answers,
  rows: Uint32Array,
): LevelSums {
  const { task, target, schema } = dataset;
  const outputs = schema.task === 'classification' ? schema.target.classes.length : 1;
  const weights = new Float64Array(levelCount);
  const sums = new Float64Array(levelCount * outputs);
  let squares = 0;
  for (const row of rows) {
    const level = codes[row]!;
    if (Number.isNaN(level)) continue;
    const weight = unit * (dataset.weights?.[row] ?? 1);
    const value = task === 'regression' ? target[row]! - center : 1;
    const output = task === 'regression' ? 0 : target[row]!;
    weights[level]! += weight;
    sums[level * outputs + output]! += weight * value;
    squares += weight * value * value;
  }
  return { outputs, weights, sums, squares };
}
