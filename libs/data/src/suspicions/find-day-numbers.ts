import { dayText } from '@lambda-forest/schema';
import type { NumericFeature, Schema } from '@lambda-forest/schema';

import type { Dataset } from '../dataset/dataset.ts';
import { allNumbers } from '../dataset/feature-column.ts';
import type { Suspicion } from './suspicion.ts';

/** A month, a day of the year, or a day with or without its time, from 1800 to 2199. */
const MOMENT =
  /^(?:1[89]|2[01])\d\d(?:(?:0[1-9]|1[0-2])(?:(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?)?|00[1-9]|0[1-9]\d|[12]\d\d|3[0-5]\d|36[0-6])$/;
const MONTH_DIGITS = 6;
/** Days whose digits begin with a year of two, or with day and month in one order or the other. */
const SHORT_DAYS = [
  /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/,
  /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d$/,
  /^(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:19|20)\d\d$/,
] as const;
/** So many different numbers are hardly such days by chance. */
const FEWEST_SHORT_DAYS = 12;
/** Numbers of fewer are mostly rooms or codes, such as 101 to 131, and not days of the year 2000. */
const FEWEST_DIGITS = 5;

/** Names of columns that have times. */
const NAME =
  /date|time|stamp|epoch|datum|fecha|zeit|(?:^|[_ .-])(?:ts|day|dt)$|(?:[_ .-]|[a-z])(?:at|At|on|On)$/i;
/** 1990 and 2040, in seconds since 1970. */
const [FIRST, LAST] = [631_152_000, 2_208_988_800];
/** 2000 and 2035: few columns of something else have all of their numbers between these. */
const [SURELY_FIRST, SURELY_LAST] = [946_684_800, 2_051_222_400];
/** The years 1600 and 2200, in days since 1970. */
const [FAR_PAST, FAR_FUTURE] = [-135_140, 84_006];
/** From 1954 to 2064. */
const SERIAL = {
  what: 'days since 1899-12-30, as spreadsheets count',
  least: 20_000,
  most: 60_000,
} as const;
/** 1970-01-01 as spreadsheets count. */
const EPOCH = 25_569;
const MS_A_DAY = 86_400_000;
/** Different numbers of which none is a day of a weekend, and of which each begins or each ends a month: hardly by chance. */
const [FEWEST_WORKDAYS, FEWEST_MONTHS] = [24, 6];
/** On one weekday or two are the numbers of a step of 7 or 14. */
const FEWEST_WEEKDAYS = 3;
/** Of the span of dates in the same table. */
const LEAST_OF_SPAN = 0.5;
/** Ten years: a longer span of dates has most salaries and prices in it, too. */
const LONGEST_SPAN = 3_653;
/** What counts time, from the least to the greatest number. Some are hardly anything else, whatever the name. */
const COUNTERS = [
  SERIAL,
  { what: 'seconds since 1970', least: SURELY_FIRST, most: SURELY_LAST, isSure: true },
  { what: 'seconds since 1970', least: FIRST, most: LAST },
  { what: 'milliseconds since 1970', least: 1e3 * FIRST, most: 1e3 * LAST, isSure: true },
  { what: 'microseconds since 1970', least: 1e6 * FIRST, most: 1e6 * LAST, isSure: true },
] as const satisfies readonly { what: string; least: number; most: number; isSure?: true }[];

/** Columns of numbers such as 20240731, which are days: as a number, 20241231 is 8,870 below the day after it. */
export function findDayNumbers({ schema, columns }: Dataset): Suspicion[] {
  return schema.features.flatMap((feature, index): Suspicion[] => {
    if (feature.kind !== 'numeric') return [];
    if (feature.source !== undefined) return describeCalendar(feature);
    const { name: column, minimum, maximum } = feature;
    if (minimum === maximum) return [];
    const values = allNumbers(columns[index]!);
    const what =
      areDays(values, minimum) ?? counterOf(values, feature) ?? serialDays(values, feature, schema);
    if (what === undefined) return [];
    const message = `numbers from ${minimum} to ${maximum} look like ${what}: ${what === 'months' ? 'they are read where they are written like 2024-07' : 'year, month and weekday are learned where they are written like 2024-07-31'}`;
    return [{ code: 'day-numbers', column, message }];
  });
}

/** Years that are far from all others of today's tables: as of the Buddhist, the Persian or the Islamic calendar. */
function describeCalendar({ source, minimum, maximum }: NumericFeature): Suspicion[] {
  if (source === undefined || !('part' in source) || source.part !== 'days') return [];
  if (minimum < FAR_FUTURE && maximum > FAR_PAST) return [];
  const message = `dates from ${dayText(minimum)} to ${dayText(maximum)} may be of another calendar: only the Gregorian one is read`;
  return [{ code: 'day-numbers', column: source.column, message }];
}

/** Whole numbers that are as regular as days are, or are the days of other dates of the table, whatever their name. */
function serialDays(
  values: Float64Array,
  { minimum, maximum }: NumericFeature,
  { features }: Schema,
): string | undefined {
  if (minimum < SERIAL.least || maximum > SERIAL.most || !Number.isInteger(minimum)) {
    return undefined;
  }
  const all = differentNumbers(values);
  if (!all.every(Number.isInteger)) return undefined;
  const dateOf = (day: number) => new Date((day - EPOCH) * MS_A_DAY);
  const weekdayOf = (day: number) => dateOf(day).getUTCDay();
  const areAll = (fewest: number, test: (day: number) => boolean) =>
    all.length >= fewest && all.every(test);
  const isRegular =
    (areAll(FEWEST_WORKDAYS, (day) => weekdayOf(day) % 6 !== 0) &&
      new Set(all.map(weekdayOf)).size >= FEWEST_WEEKDAYS) ||
    areAll(FEWEST_MONTHS, (day) => dateOf(day).getUTCDate() === 1) ||
    areAll(FEWEST_MONTHS, (day) => dateOf(day + 1).getUTCDate() === 1);
  const areOfDates = features.some((feature) => {
    if (feature.kind !== 'numeric' || feature.source === undefined) return false;
    if (!('part' in feature.source) || feature.source.part !== 'days') return false;
    const [first, last] = [feature.minimum + EPOCH, feature.maximum + EPOCH];
    const shared = Math.min(maximum, last) - Math.max(minimum, first);
    const span = Math.max(1, maximum - minimum, last - first);
    return span <= LONGEST_SPAN && shared >= LEAST_OF_SPAN * span;
  });
  return isRegular || areOfDates ? SERIAL.what : undefined;
}

function areDays(values: Float64Array, minimum: number): string | undefined {
  const digits = String(minimum).length;
  const isMoment = (value: number) =>
    Number.isNaN(value) || (String(value).length === digits && MOMENT.test(String(value)));
  if (values.every(isMoment)) return digits === MONTH_DIGITS ? 'months' : 'days';
  if (digits < FEWEST_DIGITS) return undefined;
  const width = digits <= MONTH_DIGITS ? MONTH_DIGITS : 8;
  const isDay = (value: number, shape: RegExp) =>
    Number.isNaN(value) || shape.test(String(value).padStart(width, '0'));
  const isShape = SHORT_DAYS.some((shape) => values.every((value) => isDay(value, shape)));
  return isShape && differentNumbers(values).length >= FEWEST_SHORT_DAYS ? 'days' : undefined;
}

function differentNumbers(values: Float64Array): number[] {
  return [...new Set(values)].filter((value) => !Number.isNaN(value));
}

function counterOf(
  values: Float64Array,
  { name, minimum, maximum }: { name: string; minimum: number; maximum: number },
): string | undefined {
  const found = COUNTERS.find(({ least, most }) => least <= minimum && maximum <= most);
  if (found === undefined || !('isSure' in found || NAME.test(name))) return undefined;
  const isWhole = (value: number) => Number.isNaN(value) || Number.isInteger(value);
  return 'isSure' in found || values.every(isWhole) ? found.what : undefined;
}
