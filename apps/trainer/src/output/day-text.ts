import { MS_PER_DAY } from '@lambda-forest/schema';

/** Days since 1970-01-01 as a date such as `2024-07-31`, or as a number where no date is so far away. */
export function dayText(days: number): string {
  const date = new Date(days * MS_PER_DAY);
  return Number.isNaN(date.getTime()) ? String(days) : date.toISOString().slice(0, 10);
}
