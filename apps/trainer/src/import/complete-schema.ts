import { allRows, describeRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import type { Feature, Schema } from '@lambda-forest/schema';

/**
 * A schema with what a table knows: ranges, counts and formats are those of its rows. A feature may be missing whether
 * or not a row lacks it, because the library that made the model takes that.
 */
export function completeSchema(dataset: Dataset): Schema {
  const schema = describeRows(dataset, allRows(dataset));
  const features = schema.features.map((feature): Feature => ({
    ...feature,
    missing: Math.max(1, feature.missing),
  }));
  return { ...schema, features };
}
