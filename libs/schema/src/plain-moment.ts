import { BLANK, CAPITAL_T, CAPITAL_Z, COLON, MINUS, ZERO } from '@lambda-forest/text';

import { daysSinceEpoch, MS_PER_DAY } from './calendar.ts';

const DATE_LENGTH = 10;
const SECONDS_LENGTH = 19;

/**
 * The quick way for what long tables mostly have: `2024-07-31`, alone or with ` 18:30:00` or `T18:30:00Z` behind it.
 * It looks at each character once.
 *
 * @returns milliseconds since 1970-01-01T00:00Z; undefined for any other text, and for the last days of a month and
 *   leap seconds, which take care
 */
export function readPlainMoment(text: string): number | undefined {
  const { length } = text;
  if (length < DATE_LENGTH || text.charCodeAt(4) !== MINUS || text.charCodeAt(7) !== MINUS) {
    return undefined;
  }
  const year = 100 * pairAt(text, 0) + pairAt(text, 2);
  const month = pairAt(text, 5);
  const day = pairAt(text, 8);
  // What is no digit is NaN, which is never within bounds.
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28)) return undefined;
  const time = length === DATE_LENGTH ? 0 : readPlainTime(text);
  return time === undefined ? undefined : daysSinceEpoch(year, month, day) * MS_PER_DAY + time;
}

/** The milliseconds of the day that the text has behind its date. */
function readPlainTime(text: string): number | undefined {
  const { length } = text;
  const between = text.charCodeAt(DATE_LENGTH);
  const isPlain =
    (length === SECONDS_LENGTH ||
      (length === SECONDS_LENGTH + 1 && text.charCodeAt(SECONDS_LENGTH) === CAPITAL_Z)) &&
    (between === CAPITAL_T || between === BLANK) &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON;
  if (!isPlain) return undefined;
  const hours = pairAt(text, 11);
  const minutes = pairAt(text, 14);
  const seconds = pairAt(text, 17);
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return undefined;
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

/** The number of two digits, or NaN. */
function pairAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
