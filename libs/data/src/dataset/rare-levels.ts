import { withOther } from '@lambda-forest/schema';

import type { Dataset } from './dataset.ts';
import { isUnencoded } from '../encode/encode-dataset.ts';
import { describeFeature } from './describe-rows.ts';
import { allNumbers, mapNumbers, numberAt } from './feature-column.ts';
import type { FeatureColumn } from './feature-column.ts';
import { allRows } from './rows.ts';

/** A level of fewer training rows says less about itself than about what rare levels are like. */
const MIN_LEVEL_ROWS = 5;

/**
 * Puts the levels that are rare among some rows into one, the last, in every categorical feature that is no
 * boolean and is not encoded. A forest grown on it knows what rare levels are like, which is what a level that it never
 * saw will count as. Where no level is rare, the last level has no rows, and such a row goes the way of most of a node's
 * samples.
 *
 * @param rows those of training
 * @returns a dataset with columns of its own where levels changed; its schema describes all rows
 */
export function mergeRareLevels<Column extends FeatureColumn>(
  dataset: Dataset<Column>,
  rows: Uint32Array,
): Dataset<Column> {
  const columns = [...dataset.columns];
  const all = allRows(dataset);
  const features = dataset.schema.features.map((feature, index) => {
    if (feature.kind === 'numeric' || feature.boolean === true || isUnencoded(feature)) {
      return feature;
    }
    const column = columns[index]!;
    const counts = new Uint32Array(feature.levels.length);
    for (const row of rows) {
      const code = numberAt(column, row);
      if (!Number.isNaN(code)) counts[code]!++;
    }
    const kept = feature.levels.filter((_, code) => counts[code]! >= MIN_LEVEL_ROWS);
    const levels = withOther(kept);
    const codeOf = new Map(kept.map((level, code) => [level, code]));
    const newCode = feature.levels.map((level) => codeOf.get(level) ?? kept.length);
    const merged = mapNumbers(column, (code) => (Number.isNaN(code) ? NaN : newCode[code]!));
    columns[index] = merged;
    const { kind, name } = feature;
    return describeFeature({ kind, name, levels, other: true }, allNumbers(merged), all);
  });
  return dataset.task === 'classification'
    ? { ...dataset, columns, schema: { ...dataset.schema, features } }
    : { ...dataset, columns, schema: { ...dataset.schema, features } };
}
