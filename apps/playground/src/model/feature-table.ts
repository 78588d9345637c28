/** The training statistics of each column of a request, as lines of a table. */
import type { ModelCategory, ModelFeature, ModelQuantity, ModelSchema } from '@lambda-forest/api';
import { dayText, partOf, sourceOf } from '@lambda-forest/schema';

import { shortNumber } from '../format/number.ts';

export interface FeatureLine {
  readonly name: string;
  readonly kind: string;
  /** Of a quantity its range, of a category its levels, of a text its words. */
  readonly values: string;
  /** Mean and deviation, or the commonest level. */
  readonly usual: string;
  /** Training rows without a value. */
  readonly missing: string;
}

type Described = Pick<FeatureLine, 'kind' | 'values' | 'usual'>;

/** Levels beyond these are counted. */
const MAX_LEVELS = 6;

export function featureTable({ features, inputs }: ModelSchema): readonly FeatureLine[] {
  const columns = Map.groupBy(features, (feature) => sourceOf(feature)?.column ?? feature.name);
  return [...columns].map(([name, parts]) => {
    const [feature] = parts as [ModelFeature];
    const { levels, commonest } = inputs.find((input) => input.name === name) ?? {};
    const described = levels
      ? describeList('category', levels)
      : commonest
        ? describeList('names', commonest)
        : describe(feature, parts);
    return { name, missing: shortNumber(feature.missing), ...described };
  });
}

const day = (days: number) => dayText(days, shortNumber);

function describe(feature: ModelFeature, parts: readonly ModelFeature[]): Described {
  if (feature.kind === 'categorical') return describeLevels(feature);
  if (feature.source === undefined) return describeRange('quantity', feature);
  if (partOf(feature) === undefined) {
    const words = parts.flatMap((part) => {
      const source = sourceOf(part);
      return source !== undefined && 'word' in source ? source.word : [];
    });
    return describeList('text', words);
  }
  if (partOf(feature) !== 'days') return describeRange('date', feature);
  const { minimum, maximum, mean, standard_deviation: deviation } = feature;
  return {
    kind: 'date',
    values: `${day(minimum)} to ${day(maximum)}`,
    usual: `${day(mean)} ± ${shortNumber(Math.round(deviation))} days`,
  };
}

function describeRange(kind: string, feature: ModelQuantity): Described {
  const { minimum, maximum, mean, standard_deviation: deviation } = feature;
  return {
    kind,
    values: `${shortNumber(minimum)} to ${shortNumber(maximum)}`,
    usual: `${shortNumber(mean)} ± ${shortNumber(deviation)}`,
  };
}

function describeLevels({ boolean, levels, counts }: ModelCategory): Described {
  const usual = levels[counts.indexOf(Math.max(...counts))] ?? '';
  return { ...describeList(boolean === true ? 'boolean' : 'category', levels), usual };
}

function describeList(kind: string, texts: readonly string[]): Described {
  const more = texts.length > MAX_LEVELS ? ` and ${texts.length - MAX_LEVELS} more` : '';
  return { kind, values: texts.slice(0, MAX_LEVELS).join(', ') + more, usual: '' };
}
