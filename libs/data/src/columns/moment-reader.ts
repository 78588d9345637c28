import { MS_PER_DAY, readDateTime } from '@lambda-forest/schema';
import type { DateFormat } from '@lambda-forest/schema';

/** The moment that a cell names, blanks around it aside, in milliseconds since 1970-01-01T00:00Z, or NaN. */
export type MomentReader = (cell: string) => number;

const DATE_LENGTH = 10;
const SECONDS_LENGTH = 19;
const DASH = 0x2d;
const COLON = 0x3a;
const ZERO = 0x30;
const BLANK = 0x20;
const T = 0x54;
const Z = 0x5a;

/**
 * Reads what `readDateTime` reads, and the same moment. `2024-07-31`, alone or with ` 18:30:00` or `T18:30:00Z`
 * behind it, which long tables mostly have, takes a way of its own that looks at each character once.
 */
export function momentReader(format: DateFormat): MomentReader {
  const slow = (cell: string) => readDateTime(cell.trim(), format) ?? NaN;
  return (cell) => {
    const { length } = cell;
    if (length < DATE_LENGTH || cell.charCodeAt(4) !== DASH || cell.charCodeAt(7) !== DASH) {
      return slow(cell);
    }
    const year = 100 * pairAt(cell, 0) + pairAt(cell, 2);
    const month = pairAt(cell, 5);
    const day = pairAt(cell, 8);
    // Short months, leap years and whatever is no digit (NaN) are left to the careful way.
    if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28)) return slow(cell);
    const midnight = daysSinceEpoch(year, month, day) * MS_PER_DAY;
    if (length === DATE_LENGTH) return midnight;
    const between = cell.charCodeAt(DATE_LENGTH);
    const isPlain =
      (length === SECONDS_LENGTH ||
        (length === SECONDS_LENGTH + 1 && cell.charCodeAt(SECONDS_LENGTH) === Z)) &&
      (between === T || between === BLANK) &&
      cell.charCodeAt(13) === COLON &&
      cell.charCodeAt(16) === COLON;
    const hours = pairAt(cell, 11);
    const minutes = pairAt(cell, 14);
    const seconds = pairAt(cell, 17);
    if (!(isPlain && hours <= 23 && minutes <= 59 && seconds <= 59)) return slow(cell);
    return midnight + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  };
}

/** The number of two digits, or NaN. */
function pairAt(cell: string, at: number): number {
  const tens = cell.charCodeAt(at) - ZERO;
  const ones = cell.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** Of the Gregorian calendar, counted in years that begin with March, so that a leap day is a year's last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const monthsFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthsFromMarch + 2) / 5) + day - 1;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}
