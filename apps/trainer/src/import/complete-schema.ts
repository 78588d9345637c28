import { allRows, describeRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import type { Feature, Schema } from '@lambda-forest/schema';

/**
 * A schema with what a table knows: ranges, counts and formats are those of its rows. A feature may be missing if the
 * library takes that, whether or not a row lacks it.
 */
export function completeSchema(dataset: Dataset, takesMissing: boolean): Schema {
  const schema = describeRows(dataset, allRows(dataset));
  const features = schema.features.map((feature): Feature => ({
    ...feature,
    missing: takesMissing ? Math.max(1, feature.missing) : 0,
  }));
  return { ...schema, features };
}
