import type { Schema } from '@lambda-forest/schema';

import type { Dataset } from './dataset.ts';
import type { FeatureColumn } from './feature-column.ts';

/**
 * The dataset with another schema of its columns.
 *
 * @throws {RangeError} for one of another task
 */
export function withSchema<Column extends FeatureColumn>(
  dataset: Dataset<Column>,
  schema: Schema,
): Dataset<Column> {
  if (dataset.task === 'classification' && schema.task === 'classification') {
    return { ...dataset, schema };
  }
  if (dataset.task === 'regression' && schema.task === 'regression') return { ...dataset, schema };
  throw new RangeError(`Found a schema of ${schema.task}, expected ${dataset.task}.`);
}
