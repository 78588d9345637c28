import type { Dataset } from '../dataset/dataset.ts';
import type { Suspicion } from './suspicion.ts';

const FIRST_YEAR = 1800;
const LAST_YEAR = 2200;

/** Columns of numbers such as 20240731, which are days: as a number, 20241231 is 8,870 below the day after it. */
export function findDayNumbers({ schema, columns }: Dataset): Suspicion[] {
  return schema.features.flatMap((feature, index): Suspicion[] => {
    if (feature.kind !== 'numeric' || feature.source !== undefined) return [];
    const { name: column, minimum, maximum } = feature;
    const values = columns[index]!;
    if (minimum === maximum || !values.every((value) => Number.isNaN(value) || isDay(value))) {
      return [];
    }
    const message = `numbers from ${minimum} to ${maximum} look like days: year, month and weekday are learned where they are written like 2024-07-31`;
    return [{ code: 'day-numbers', column, message }];
  });
}

function isDay(value: number): boolean {
  const year = Math.floor(value / 10_000);
  const month = Math.floor(value / 100) % 100;
  const day = value % 100;
  if (!Number.isInteger(value) || year < FIRST_YEAR || year > LAST_YEAR) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
