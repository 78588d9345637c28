import type { ClassificationDataset, Dataset, RegressionDataset } from '@lambda-forest/data';

/** The target of the rows in a node. */
export interface NodeSummary {
  /** Classification: each class's share of the rows, length K. Regression: their mean, length 1. */
  readonly answer: Float64Array;
  /** Classification: the Gini impurity, 1 - sum of squared shares. Regression: the population variance. */
  readonly impurity: number;
}

/** @param rows at least one; a row counts as often as it is repeated */
export function summarise(dataset: Dataset, rows: Uint32Array): NodeSummary {
  return dataset.task === 'classification'
    ? summariseClasses(dataset, rows)
    : summariseNumbers(dataset, rows);
}

function summariseClasses(dataset: ClassificationDataset, rows: Uint32Array): NodeSummary {
  const { target } = dataset;
  const answer = new Float64Array(dataset.schema.target.classes.length);
  for (const row of rows) answer[target[row]!]! += 1;
  let squares = 0;
  for (let k = 0; k < answer.length; k++) {
    answer[k]! /= rows.length;
    squares += answer[k]! ** 2;
  }
  return { answer, impurity: 1 - squares };
}

function summariseNumbers({ target }: RegressionDataset, rows: Uint32Array): NodeSummary {
  let sum = 0;
  for (const row of rows) sum += target[row]!;
  const mean = sum / rows.length;
  let squares = 0;
  for (const row of rows) squares += (target[row]! - mean) ** 2;
  return { answer: Float64Array.of(mean), impurity: squares / rows.length };
}
