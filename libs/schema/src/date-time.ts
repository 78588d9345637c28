/**
 * Date-times as tables and requests write them, and the numbers that a forest gets for them. Training and serving
 * both expand by this file, so that one text gives the same numbers on either side.
 */
import { MS_PER_DAY } from './calendar.ts';
import { readPlainMoment } from './plain-moment.ts';

/**
 * How a column writes its dates, each with or without a time of day behind a space or a `T`, of 24 hours or with AM or
 * PM; or the months and quarters that begin on them. `iso` is always read beside the others.
 */
export const DATE_FORMATS = ['iso', 'dmy', 'mdy', 'month', 'quarter'] as const;

/**
 * - `iso`: `2024-07-31`, `2024/07/31` or `2024.07.31`; and with the month's English name `31-Jul-2024`,
 *   `31 July 2024`, `31JUL2024` or `Jul 31, 2024`
 * - `dmy`: `31.07.2024`, `31/7/2024` or `31-07-2024`
 * - `mdy`: `07/31/2024` or `7-31-2024`
 * - `month`: `2024-07`, `2024M07`, `07/2024` or `Jul 2024`
 * - `quarter`: `2024Q3`, `2024-Q3`, `Q3 2024` or `3Q2024`
 */
export type DateFormat = (typeof DATE_FORMATS)[number];

/** Whether a column of the format has parts of years in the place of days. */
export function isPeriod(format: DateFormat): boolean {
  return format === 'month' || format === 'quarter';
}

/** What a date-time is expanded to, in the order in which features have it. */
export const DATE_PARTS = ['days', 'year', 'month', 'day', 'weekday', 'hour'] as const;

/**
 * - `days`: days since 1970-01-01, with a fraction for the time of day
 * - `year`, `month` (1 to 12), `day` (of the month, 1 to 31)
 * - `weekday`: Monday 0 to Sunday 6, as pandas counts
 * - `hour`: 0 to 23
 */
export type DatePart = (typeof DATE_PARTS)[number];

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1_440;

/** An hour alone has two digits, or AM or PM, and no zone: 10-12 may be two hours. */
const TIME = String.raw`(?:(?:T|,? |:)(?=\d\d|\d[:.]|\d\s?[ap])([01]?\d|2[0-3])(?:([:.])([0-5]\d)(?:\6([0-5]\d|60)(?:[.,](\d{1,9}))?)?|(?=\s?(?:[ap]\.?m\.?)?$))(?:\s?([ap])\.?m\.?)?\s?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$`;
const DATE = new RegExp(String.raw`^(\d{1,4})([-./ ]?)(\d{1,2}|[a-z]{3,9})\2(\d{1,4})${TIME}`, 'i');
const PERIOD =
  /^(?!\d+$)(?:(\d{4})[-/ ]?M?(Q[1-4]|\d\d|[a-z]{3,9})|(Q[1-4]|[1-4]Q|\d{1,2}|[a-z]{3,9})\.?[-/ ]?(\d{4}))$/i;
const MONTHS =
  'january,february,march,april,may,june,july,august,september,october,november,december'.split(
    ',',
  );
/** Of `Jan 31, 2024`. */
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2}),?(?= )/i;

/**
 * The moment that a text names, or undefined if it names none in this format. A time zone is converted to UTC;
 * without one the text is taken as UTC. A leap second, which only ends a day in UTC, is the second before it, as in
 * ECMAScript's Temporal: it belongs to that day.
 *
 * @param text trimmed
 * @returns milliseconds since 1970-01-01T00:00Z
 */
export function readDateTime(text: string, format: DateFormat): number | undefined {
  return readPlainMoment(text) ?? readWrittenMoment(text, format) ?? readPeriod(text, format);
}

function readWrittenMoment(text: string, format: DateFormat): number | undefined {
  const found = DATE.exec(text.replace(MONTH_FIRST, '$2 $1'));
  if (!found) return undefined;
  const [, first = '', mark, second = '', third = '', ...time] = found;
  const isYearFirst = first.length === 4;
  const [year, day] = isYearFirst ? [first, third] : [third, first];
  if (year.length !== 4 || day.length > 2) return undefined;
  const name = second.toLowerCase();
  const named = MONTHS.findIndex((month) => month === name || month.slice(0, 3) === name) + 1;
  if (named > 0) return momentOf(year, named, day, time);
  if (mark === ' ' || mark === '') return undefined;
  if (isYearFirst || format === 'dmy') return momentOf(year, second, day, time);
  return format !== 'mdy' || mark === '.' ? undefined : momentOf(year, day, second, time);
}

/** The first day of a month or a quarter. */
function readPeriod(text: string, format: DateFormat): number | undefined {
  const found = isPeriod(format) && PERIOD.exec(text);
  if (!found) return undefined;
  const part = (found[2] ?? found[3])!;
  const quarter = part.replace(/q/i, '');
  if ((quarter !== part) !== (format === 'quarter')) return undefined;
  const month = format === 'quarter' ? 3 * Number(quarter) - 2 : part;
  return readWrittenMoment(`${found[1] ?? found[4]}-${month}-1`, 'iso');
}

type Digits = string | undefined;

function momentOf(
  year: string,
  month: string | number,
  day: string,
  timeOfDay: readonly Digits[],
): number | undefined {
  const [hours = '0', , minutes = '0', seconds = '0', fraction = '0', half, zone = 'Z'] = timeOfDay;
  let hour = Number(hours);
  if (half) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (/p/i.test(half) ? 12 : 0);
  }
  const date = new Date(0);
  const monthIndex = Number(month) - 1;
  const midnight = date.setUTCFullYear(Number(year), monthIndex, Number(day));
  if (date.getUTCMonth() !== monthIndex) return undefined; // there is no such day: it became one of another month
  const ms = Math.floor(Number(`0.${fraction}`) * 1_000);
  const offset = offsetMinutes(zone);
  if (offset === undefined) return undefined;
  const minute = hour * 60 + Number(minutes) - offset;
  if (seconds === '60' && (minute + 1) % MINUTES_PER_DAY !== 0) return undefined;
  return midnight + minute * MS_PER_MINUTE + Math.min(Number(seconds), 59) * 1_000 + ms;
}

/** Of `Z`, `UTC`, `GMT`, `+05:30`, `-0800` or `+01`: up to 14 hours. */
function offsetMinutes(zone: string): number | undefined {
  const digits = zone.replace(/\D/g, ''); // none in a name: 0
  const rest = Number(digits.slice(2));
  const minutes = Number(digits.slice(0, 2)) * 60 + rest;
  if (minutes > 14 * 60 || rest > 59) return undefined;
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * One part of a moment, in UTC.
 *
 * @param moment milliseconds since 1970-01-01T00:00Z; NaN (missing) has NaN in each part
 */
export function datePart(moment: number, part: DatePart): number {
  const date = new Date(moment);
  switch (part) {
    case 'days':
      return moment / MS_PER_DAY;
    case 'year':
      return date.getUTCFullYear();
    case 'month':
      return date.getUTCMonth() + 1;
    case 'day':
      return date.getUTCDate();
    case 'weekday':
      return (date.getUTCDay() + 6) % 7; // JavaScript's week starts on Sunday
    case 'hour':
      return date.getUTCHours();
  }
}
