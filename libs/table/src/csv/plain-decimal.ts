import { BLANK, MINUS, PLUS, TAB, ZERO } from '@lambda-forest/text';

import type { CsvRow } from './csv-row.ts';

/** A whole number of this many digits is surely below 2^53. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

/**
 * The number that ASCII bytes spell, if it is a plain one of at most 15 digits, as nearly all are: then its digits
 * and the power of ten are exact, and one division rounds once, as `Number` does. NaN for anything else, which may
 * still be a number.
 *
 * Source: W. Clinger, "How to read floating point numbers accurately" (1990), the fast path.
 *
 * @param from inclusive
 * @param to exclusive
 * @param mark the byte before a fraction, or -1 for none
 */
export function plainDecimal(bytes: Uint8Array, from: number, to: number, mark: number): number {
  let at = from;
  let end = to;
  while (at < end && (bytes[at] === BLANK || bytes[at] === TAB)) at++;
  while (end > at && (bytes[end - 1] === BLANK || bytes[end - 1] === TAB)) end--;
  const isNegative = bytes[at] === MINUS;
  if (isNegative || bytes[at] === PLUS) at++;
  let whole = 0;
  let digits = 0;
  let decimals = -1; // none until the mark
  for (; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (bytes[at] === mark && decimals < 0) {
      decimals = 0;
    } else {
      return NaN;
    }
  }
  if (digits === 0 || digits > EXACT_DIGITS) return NaN;
  const value = decimals > 0 ? whole / POWERS_OF_TEN[decimals]! : whole;
  return isNegative && whole !== 0 ? -value : value;
}

/**
 * The number that a cell spells plainly, as nearly all do, or NaN, which may still be one: then ask for its text. No
 * method of `CsvRow`, so that the service, which reads texts, does not hold it.
 *
 * @param mark the byte before a fraction, or -1 for none
 */
export function plainNumber({ data, starts, ends }: CsvRow, cell: number, mark: number): number {
  return plainDecimal(data, starts[cell]!, ends[cell]!, mark);
}
