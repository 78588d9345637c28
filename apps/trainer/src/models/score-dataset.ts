import type { Dataset } from '@lambda-forest/data';
import { compileForest } from '@lambda-forest/forest';
import { outputCount, scaleRow } from '@lambda-forest/schema';
import type { Model } from '@lambda-forest/serializer';

/** Rows scored at a time, so that the copy of them stays small. */
const BLOCK_ROWS = 4_096;

/**
 * A saved model's scores for some rows of a table.
 *
 * @param dataset in original units, with the model's features in their order
 * @param rows n indices into the dataset
 * @returns n rows of outputCount numbers, row-major, in the order of `rows`
 */
export function scoreDataset(
  { schema, forest }: Pick<Model, 'schema' | 'forest'>,
  { columns }: Dataset,
  rows: Uint32Array,
): Float64Array {
  const predictor = compileForest(forest);
  const outputs = outputCount(schema);
  const features = columns.length;
  const scores = new Float64Array(rows.length * outputs);
  const block = new Float64Array(BLOCK_ROWS * features); // row-major
  for (let first = 0; first < rows.length; first += BLOCK_ROWS) {
    const part = rows.subarray(first, first + BLOCK_ROWS);
    for (let i = 0; i < part.length; i++) {
      const row = block.subarray(i * features, (i + 1) * features);
      for (let feature = 0; feature < features; feature++)
        row[feature] = columns[feature]![part[i]!]!;
      if (schema.scaling !== undefined) scaleRow(schema.scaling, row);
    }
    predictor.predictBatch(
      block.subarray(0, part.length * features),
      scores.subarray(first * outputs, (first + part.length) * outputs),
    );
  }
  return scores;
}
