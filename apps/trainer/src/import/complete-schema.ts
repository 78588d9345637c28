import { allRows, describeRows, formatMember } from '@lambda-forest/data';
import type { Dataset, Table } from '@lambda-forest/data';
import type { Feature, Schema } from '@lambda-forest/schema';

import { levelCounts } from './level-counts.ts';

/**
 * A schema with what a table knows: ranges, counts and formats are those of its rows. A feature may be missing if the
 * model's file says so, whether or not a row lacks it.
 *
 * @param known what the dataset was read by
 * @param table that the dataset was made of
 */
export function completeSchema(
  dataset: Dataset,
  known: Schema,
  { header, formats }: Pick<Table, 'header' | 'formats'>,
): Schema {
  const schema = describeRows(dataset, allRows(dataset));
  const formatOf = new Map(header.map((name, i) => [name, formatMember(formats[i]!)]));
  const features = schema.features.map((feature, i): Feature => ({
    ...feature,
    ...(feature.kind === 'numeric' && feature.source === undefined && formatOf.get(feature.name)),
    ...(feature.kind === 'categorical' && { counts: levelCounts(feature.levels, feature.counts) }),
    missing: known.features[i]!.missing > 0 ? Math.max(1, feature.missing) : 0,
  }));
  return { ...schema, features };
}
