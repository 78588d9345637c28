import { copyNumbers } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { compileForest, nodeCount, predictBatch, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { count } from '@lambda-forest/text';

import { ModelNotTrainedError } from './errors.ts';

/** Rows answered at a time, so that the copy of them stays small. */
const BLOCK_ROWS = 4_096;

/** Compiling takes about as long, the first times, as so many rows a tree, and as many more as a tree has nodes. */
const ROWS_OF_COMPILING = 1_000;

/**
 * The forest's answers for some rows of a table.
 *
 * @param rows n indices into the dataset
 * @param change what to make of a copied row's features before it is answered. Default: nothing
 * @returns n rows of outputCount numbers, row-major, in the order of `rows`
 * @throws {ModelNotTrainedError} for a forest without trees, whose mean would be 0 / 0
 * @throws {RangeError} if the table has another number of features than the forest
 */
export function predictRows(
  forest: Forest,
  dataset: Dataset,
  rows: Uint32Array,
  change?: (row: Float64Array) => void,
): Float64Array {
  const trees = treeCount(forest);
  if (trees < 1) {
    throw new ModelNotTrainedError(
      'Found a forest without trees, expected at least one.',
      'Fit the forest before asking it for predictions.',
    );
  }
  const { featureCount: features, outputCount: outputs } = forest;
  if (dataset.columns.length !== features) {
    throw new RangeError(
      `Found a table of ${count(dataset.columns.length, 'feature')}, expected ${features}, as the forest has.`,
    );
  }
  const isWorthCompiling = rows.length > ROWS_OF_COMPILING + nodeCount(forest) / trees;
  const compiled = isWorthCompiling ? compileForest(forest) : undefined;
  const answer = (values: Float64Array) =>
    compiled?.predictBatch(values) ?? predictBatch(forest, values);
  const scores = new Float64Array(rows.length * outputs);
  const block = new Float64Array(Math.min(rows.length, BLOCK_ROWS) * features); // row-major
  for (let first = 0; first < rows.length; first += BLOCK_ROWS) {
    const part = rows.subarray(first, first + BLOCK_ROWS);
    const values = block.subarray(0, part.length * features);
    gatherRows(dataset, part, values);
    if (change !== undefined) {
      for (let at = 0; at < values.length; at += features) {
        change(values.subarray(at, at + features));
      }
    }
    scores.set(answer(values), first * outputs);
  }
  return scores;
}

/** Copies rows out of the columns into `values`, row-major: as many rows of featureCount numbers, or more. */
export function gatherRows({ columns }: Dataset, rows: Uint32Array, values: Float64Array): void {
  for (const [feature, column] of columns.entries()) {
    copyNumbers(column, rows, values, feature, columns.length);
  }
}
