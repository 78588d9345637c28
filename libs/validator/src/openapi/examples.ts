import type { Feature, Schema } from '@lambda-forest/schema';

/** Significant digits of an example that come from the feature's spread. */
const DIGITS = 2;

/** A value that training saw the like of: the mean, as precise as the spread makes sense of, or the commonest level. */
export function exampleValue(feature: Feature): number | string {
  if (feature.kind === 'categorical') {
    const commonest = feature.counts.indexOf(Math.max(...feature.counts));
    return feature.levels[commonest] ?? '';
  }
  const { minimum, maximum, mean, standardDeviation } = feature;
  if (!(standardDeviation > 0)) return mean;
  const magnitude = Math.floor(Math.log10(standardDeviation));
  const decimals = Math.min(Math.max(DIGITS - 1 - magnitude, 0), 100); // what toFixed takes
  const rounded = Number(mean.toFixed(decimals));
  return rounded >= minimum && rounded <= maximum ? rounded : mean;
}

/** A row as an object, in the schema's order. */
export function exampleFeatures({ features }: Schema): Readonly<Record<string, number | string>> {
  return Object.fromEntries(features.map((feature) => [feature.name, exampleValue(feature)]));
}
