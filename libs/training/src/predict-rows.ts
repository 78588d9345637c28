import type { Dataset } from '@lambda-forest/data';
import { predictRow, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import { ModelNotTrainedError } from './errors.ts';

/**
 * The forest's answers for some rows of a table.
 *
 * @param rows n indices into the dataset
 * @returns n rows of outputCount numbers, row-major, in the order of `rows`
 * @throws {ModelNotTrainedError} for a forest without trees, whose mean would be 0 / 0
 * @throws {RangeError} if the table has another number of features than the forest
 */
export function predictRows(forest: Forest, dataset: Dataset, rows: Uint32Array): Float64Array {
  if (treeCount(forest) < 1) {
    throw new ModelNotTrainedError(
      'Found a forest without trees, expected at least one.',
      'Fit the forest before asking it for predictions.',
    );
  }
  const outputs = forest.outputCount;
  const scores = new Float64Array(rows.length * outputs);
  const values = new Float64Array(dataset.columns.length);
  for (let i = 0; i < rows.length; i++) {
    gatherRow(dataset, rows[i]!, values);
    predictRow(forest, values, scores.subarray(i * outputs, (i + 1) * outputs));
  }
  return scores;
}

/** Copies one row out of the columns into `values`, of length featureCount. */
export function gatherRow(dataset: Dataset, row: number, values: Float64Array): void {
  const { columns } = dataset;
  for (let feature = 0; feature < columns.length; feature++) {
    values[feature] = columns[feature]![row]!;
  }
}
