import type { Dataset, FeatureColumn } from '@lambda-forest/data';
import type { Feature } from '@lambda-forest/schema';

/** Features with their columns, each of length rowCount. */
export interface FeatureColumns<Column extends FeatureColumn = FeatureColumn> {
  readonly features: readonly Feature[];
  readonly columns: readonly Column[];
}

/** A dataset of other features. */
export function withFeatures<Column extends FeatureColumn>(
  dataset: Dataset,
  { features, columns }: FeatureColumns<Column>,
): Dataset<Column> {
  return dataset.task === 'classification'
    ? { ...dataset, columns, schema: { ...dataset.schema, features } }
    : { ...dataset, columns, schema: { ...dataset.schema, features } };
}
