import type { Dataset } from '@lambda-forest/data';
import type { Feature } from '@lambda-forest/schema';

/** Features with their columns, each of length rowCount. */
export interface FeatureColumns {
  readonly features: readonly Feature[];
  readonly columns: readonly Float64Array[];
}

/** A dataset of other features. */
export function withFeatures(dataset: Dataset, { features, columns }: FeatureColumns): Dataset {
  return dataset.task === 'classification'
    ? { ...dataset, columns, schema: { ...dataset.schema, features } }
    : { ...dataset, columns, schema: { ...dataset.schema, features } };
}
