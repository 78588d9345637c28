import { MS_PER_DAY } from './calendar.ts';

/**
 * Days since 1970-01-01 as a date such as `2024-07-31`.
 *
 * @param beyond writes the number where no date is so far away. Default: all its digits
 */
export function dayText(days: number, beyond: (days: number) => string = String): string {
  const date = new Date(days * MS_PER_DAY);
  return Number.isNaN(date.getTime()) ? beyond(days) : date.toISOString().slice(0, 10);
}
