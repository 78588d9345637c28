import type { ValueCounts } from '@lambda-forest/data';
import { binCounts } from '@lambda-forest/histogram';
import type { BinnedFeature } from '@lambda-forest/histogram';
import type { Schema } from '@lambda-forest/schema';

/** What binning all rows of a table comes to, by what was counted of it. @param values one per feature; undefined for categories */
export function binsOf(
  { features }: Pick<Schema, 'features'>,
  values: readonly (ValueCounts | undefined)[],
): readonly BinnedFeature[] {
  return features.map((feature, index) => {
    const counted = values[index];
    if (feature.kind === 'numeric' && counted !== undefined) return binCounts(counted);
    const codeCount = feature.kind === 'categorical' ? feature.levels.length : 0;
    return { kind: 'categorical', codeCount };
  });
}
