import { numberAt } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { compileForest, predictionInterval } from '@lambda-forest/forest';
import { scaleRow } from '@lambda-forest/schema';
import type { Model } from '@lambda-forest/serializer';

import { sampleRows } from './sample-rows.ts';

/** Rows are enough to know a share to one in a hundred. */
const MAX_ROWS = 2_000;

/**
 * The share of true values that lie within the intervals: what these are worth on these rows.
 *
 * @param rows that the forest was not grown on
 * @param scores the prediction for each of `rows`
 * @returns undefined for a model without intervals
 */
export function intervalCoverage(
  { schema, forest }: Pick<Model, 'schema' | 'forest'>,
  dataset: Dataset,
  rows: Uint32Array,
  scores: Float64Array,
  seed: number,
): number | undefined {
  if (schema.task === 'classification' || schema.target.interval === undefined) return undefined;
  const { interval: width } = schema.target;
  const sample = sampleRows(Uint32Array.from(rows.keys()), MAX_ROWS, seed);
  const predictor = compileForest(forest);
  let within = 0;
  for (const i of sample) {
    const values = Float64Array.from(dataset.columns, (column) => numberAt(column, rows[i]!));
    if (schema.scaling !== undefined) scaleRow(schema.scaling, values);
    const { lower, upper } = predictionInterval(predictor, width, values, scores[i]!);
    const truth = dataset.target[rows[i]!]!;
    within += Number(truth >= lower && truth <= upper);
  }
  return within / sample.length;
}
