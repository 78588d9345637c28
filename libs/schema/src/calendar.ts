/** The Gregorian calendar, before 1582 too, by arithmetic: a table has a date in each of millions of rows. */

export const MS_PER_DAY = 86_400_000;
/** 1970-01-01, counted in days from 0000-03-01. */
const EPOCH = 719_468;
/** The calendar repeats itself after 400 years. */
const DAYS_OF_400_YEARS = 146_097;

/** A day of the calendar; `month` and `day` from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days from 1970-01-01 to a day that exists. Years are counted from March, so that a leap day is a year's last. */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + daysBefore((month + 9) % 12) + day - 1 - EPOCH;
}

/** The date of a whole number of days after 1970-01-01, or before it. */
export function calendarDay(daysSinceEpoch: number): CalendarDay {
  const days = daysSinceEpoch + EPOCH;
  const era = Math.floor(days / DAYS_OF_400_YEARS);
  const dayOfEra = days - era * DAYS_OF_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - (yearOfEra * 365 + leapDays);
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = era * 400 + yearOfEra + (month > 2 ? 0 : 1);
  return { year, month, day: dayOfYear - daysBefore(fromMarch) + 1 };
}

/** Days of a year before a month, both counted from March, 0. */
function daysBefore(monthsFromMarch: number): number {
  return Math.floor((153 * monthsFromMarch + 2) / 5);
}
