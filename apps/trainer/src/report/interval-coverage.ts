import type { Dataset } from '@lambda-forest/data';
import { treeInterval } from '@lambda-forest/forest';
import { scaleRow } from '@lambda-forest/schema';
import type { Model } from '@lambda-forest/serializer';

import { sampleRows } from './sample-rows.ts';

/** Rows are enough to know a share to one in a hundred. */
const MAX_ROWS = 2_000;

/**
 * The share of true values that lie within the interval of the trees: what the interval is worth on these rows.
 *
 * @param dataset in original units
 * @param rows that the forest was not grown on
 * @returns undefined for classes, and for a forest of too few trees
 */
export function intervalCoverage(
  { schema, forest }: Pick<Model, 'schema' | 'forest'>,
  dataset: Dataset,
  rows: Uint32Array,
  seed: number,
): number | undefined {
  if (dataset.task !== 'regression') return undefined;
  const sample = sampleRows(rows, MAX_ROWS, seed);
  let within = 0;
  for (const row of sample) {
    const values = Float64Array.from(dataset.columns, (column) => column[row]!);
    if (schema.scaling !== undefined) scaleRow(schema.scaling, values);
    const interval = treeInterval(forest, values);
    if (interval === undefined) return undefined;
    const truth = dataset.target[row]!;
    within += Number(truth >= interval.lower && truth <= interval.upper);
  }
  return within / sample.length;
}
