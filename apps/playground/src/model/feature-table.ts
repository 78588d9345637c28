/** The training statistics of each feature, as lines of a table. */
import type { ModelFeature, ModelSchema } from '@lambda-forest/api';
import { dayText, partOf } from '@lambda-forest/schema';

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

const day = (days: number) => dayText(days, shortNumber);

function describe(feature: ModelFeature): Pick<FeatureLine, 'kind' | 'values' | 'usual'> {
  if (feature.kind === 'numeric') {
    const { minimum, maximum, mean, standard_deviation: deviation, source } = feature;
    if (partOf(feature) === 'days') {
      return {
        kind: 'date',
        values: `${day(minimum)} to ${day(maximum)}`,
        usual: `${day(mean)} ± ${shortNumber(Math.round(deviation))} days`,
      };
    }
    return {
      kind: source === undefined ? 'quantity' : `part of ${source.column}`,
      values: `${shortNumber(minimum)} to ${shortNumber(maximum)}`,
      usual: `${shortNumber(mean)} ± ${shortNumber(deviation)}`,
    };
  }
  const { levels, counts } = feature;
  const more = levels.length > MAX_LEVELS ? ` and ${levels.length - MAX_LEVELS} more` : '';
  return {
    kind: feature.boolean === true ? 'boolean' : 'category',
    values: levels.slice(0, MAX_LEVELS).join(', ') + more,
    usual: levels[counts.indexOf(Math.max(...counts))] ?? '',
  };
}
