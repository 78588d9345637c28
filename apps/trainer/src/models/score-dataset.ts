import type { Dataset } from '@lambda-forest/data';
import { scaleRow } from '@lambda-forest/schema';
import type { Model } from '@lambda-forest/serializer';
import { predictRows } from '@lambda-forest/training';

/**
 * A saved model's scores for some rows of a table.
 *
 * @param dataset in original units, with the model's features in their order
 * @param rows n indices into the dataset
 * @returns n rows of outputCount numbers, row-major, in the order of `rows`
 */
export function scoreDataset(
  { schema: { scaling }, forest }: Pick<Model, 'schema' | 'forest'>,
  dataset: Dataset,
  rows: Uint32Array,
): Float64Array {
  return predictRows(forest, dataset, rows, scaling && ((row) => scaleRow(scaling, row)));
}
