import type { Dataset } from '../dataset/dataset.ts';
import type { Suspicion } from './suspicion.ts';

/** A month, or a day with or without its time, from 1800 to 2199. */
const MOMENT =
  /^(?:1[89]|2[01])\d\d(?:0[1-9]|1[0-2])(?:(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?)?$/;
const MONTH_DIGITS = 6;

/** Columns of numbers such as 20240731, which are days: as a number, 20241231 is 8,870 below the day after it. */
export function findDayNumbers({ schema, columns }: Dataset): Suspicion[] {
  return schema.features.flatMap((feature, index): Suspicion[] => {
    if (feature.kind !== 'numeric' || feature.source !== undefined) return [];
    const { name: column, minimum, maximum } = feature;
    const digits = String(minimum).length;
    const isMoment = (value: number) =>
      Number.isNaN(value) || (String(value).length === digits && MOMENT.test(String(value)));
    if (minimum === maximum || !columns[index]!.every(isMoment)) return [];
    const what = digits === MONTH_DIGITS ? 'months' : 'days';
    const message = `numbers from ${minimum} to ${maximum} look like ${what}: year, month and weekday are learned where they are written like 2024-07-31`;
    return [{ code: 'day-numbers', column, message }];
  });
}
