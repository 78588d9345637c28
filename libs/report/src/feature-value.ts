import { dayText, partOf } from '@lambda-forest/schema';
import type { Feature } from '@lambda-forest/schema';
import { truncate } from '@lambda-forest/text';

import { shortNumber } from './format.ts';

const MAX_LEVEL_LENGTH = 24;

/** A feature's value for people: a level by its name, days since 1970 as a date. */
export function featureValue(feature: Feature, value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'missing';
  if (feature.kind === 'categorical') {
    return truncate(feature.levels[value] ?? String(value), MAX_LEVEL_LENGTH);
  }
  return isDays(feature) ? dayText(value, shortNumber) : shortNumber(value, digits);
}

export function isDays(feature: Feature): boolean {
  return partOf(feature) === 'days';
}
