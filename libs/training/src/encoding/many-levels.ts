import type { Dataset, FeatureColumn } from '@lambda-forest/data';
import type { Feature } from '@lambda-forest/schema';

import { withFeatures } from './with-features.ts';

/**
 * Splits by subsets of more levels fit chance: among so many groups of few rows, one that lies apart is always found.
 * What the target is on the average of a level's other rows does not. Record 39 has the measured table.
 */
export const MOST_SUBSET_LEVELS = 32;

/**
 * Categories of more than MOST_SUBSET_LEVELS levels are learned as names are.
 *
 * @returns with the names of the columns that were categories
 */
export function namesOfManyLevels<Column extends FeatureColumn>(
  dataset: Dataset<Column>,
): {
  readonly dataset: Dataset<Column>;
  readonly categories: ReadonlySet<string>;
} {
  const categories = new Set<string>();
  const features = dataset.schema.features.map((feature): Feature => {
    const { name } = feature;
    if (feature.kind === 'numeric' || feature.encode !== undefined) return feature;
    if (feature.levels.length <= MOST_SUBSET_LEVELS) return feature;
    categories.add(name);
    return { ...feature, encode: 'names' };
  });
  return { dataset: withFeatures(dataset, { features, columns: dataset.columns }), categories };
}
