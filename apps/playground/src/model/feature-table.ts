/** What training saw of each feature, as lines of a table. */
import type { Feature, ModelSchema } from '../api/types.ts';
import { shortNumber } from '../format/number.ts';

export interface FeatureLine {
  readonly name: string;
  readonly kind: string;
  /** Of a quantity its range, of a category its levels. */
  readonly values: string;
  /** Mean and deviation, or the commonest level. */
  readonly usual: string;
  /** Training rows without a value. */
  readonly missing: string;
}

/** Levels beyond these are counted. */
const MAX_LEVELS = 6;

export function featureTable({ features }: ModelSchema): readonly FeatureLine[] {
  return features.map((feature) => ({
    name: feature.name,
    missing: shortNumber(feature.missing),
    ...describe(feature),
  }));
}

function describe(feature: Feature): Pick<FeatureLine, 'kind' | 'values' | 'usual'> {
  if (feature.kind === 'numeric') {
    const { minimum, maximum, mean, standard_deviation: deviation } = feature;
    return {
      kind: 'quantity',
      values: `${shortNumber(minimum)} to ${shortNumber(maximum)}`,
      usual: `${shortNumber(mean)} ± ${shortNumber(deviation)}`,
    };
  }
  const { levels, counts } = feature;
  const more = levels.length > MAX_LEVELS ? ` and ${levels.length - MAX_LEVELS} more` : '';
  return {
    kind: 'category',
    values: levels.slice(0, MAX_LEVELS).join(', ') + more,
    usual: levels[counts.indexOf(Math.max(...counts))] ?? '',
  };
}
