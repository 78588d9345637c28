/** The numbers that cells spell. */
import { MINUS, PLUS, ZERO } from '@lambda-forest/text';

import { markCode, PLAIN_NUMBERS, plainSpelling } from './number-format.ts';
import type { CellFormat } from './number-format.ts';

/**
 * The number that a cell spells in decimal (`-1`, `.5`, `6.02e23`), blanks around it aside, or NaN: hexadecimal,
 * separators, units, `Infinity` and numbers beyond float64 are no numbers here. A whole number that float64 does not
 * hold, such as 9007199254740993, is not a number either: it is mostly a code, and rounded it would be the code of something
 * else.
 */
export type NumberReader = (cell: string) => number;

/** So many digits make a whole number that float64 holds exactly, and so do powers of ten up to this one. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

/** No two parts can match the same digits, so that a long cell costs linear time. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** From here on, JavaScript writes numbers with an exponent. */
const EXPONENTIAL = 1e21;
const MAX_PRECISION = 100;

/**
 * Reads the numbers of a column. Short plain numbers, which nearly all are, take a way of their own: a quotient of two
 * exact numbers is rounded correctly.
 */
export function numberReader(format: CellFormat = PLAIN_NUMBERS): NumberReader {
  const mark = markCode(format);
  return (cell) => {
    const { length } = cell;
    const first = cell.charCodeAt(0);
    let at = first === MINUS || first === PLUS ? 1 : 0;
    const digitsStart = at;
    let whole = 0;
    let fraction = -1; // digits behind the mark, or -1 before it
    for (; at < length; at++) {
      const code = cell.charCodeAt(at);
      const digit = code - ZERO;
      if (digit >= 0 && digit <= 9) {
        whole = whole * 10 + digit;
        if (fraction >= 0) fraction++;
      } else if (code === mark && fraction < 0) {
        fraction = 0;
      } else {
        return readAnyDecimal(cell, format);
      }
    }
    const digits = length - digitsStart - (fraction >= 0 ? 1 : 0);
    if (digits === 0 || digits > EXACT_DIGITS) return readAnyDecimal(cell, format);
    const value = fraction > 0 ? whole / POWERS[fraction]! : whole;
    return first === MINUS && value !== 0 ? -value : value;
  };
}

function readAnyDecimal(cell: string, format: CellFormat): number {
  const text = plainSpelling(cell.trim(), format);
  const number = readDecimal(text);
  return number === undefined || isRounded(text, number) ? NaN : number;
}

/** Whether a text is a whole number, and neither the one that it was read as nor how programs write that one. */
function isRounded(text: string, number: number): boolean {
  return isInexact(text, number) && isInexact(text, number, true);
}

/**
 * Whether a text is a whole number beyond 2^53, and not how the one that it was read as is spelled: with other digits,
 * or with all of them where that has an exponent.
 *
 * @param isPrinted whether it may be what programs write for that one, which have a number of digits. Default: with an
 *   exponent, since that is how they write quantities
 */
export function isInexact(text: string, number: number, isPrinted = /e/i.test(text)): boolean {
  const size = Math.abs(number);
  if (!(size > Number.MAX_SAFE_INTEGER)) return false;
  const exact = `${BigInt(size)}`;
  const digits = digitsOf(text);
  // Between 9…9.5 and 10…0 is a power of ten: the text has one digit less before its point, or one more.
  const whole = exact.length + Math.trunc((+exact[0]! - +digits[0]!) / 8);
  if (digits.length > whole) return false;
  const precision = Math.min(digits.length, MAX_PRECISION);
  if (!isPrinted && size >= EXPONENTIAL) return true;
  return digits !== digitsOf(isPrinted ? size.toPrecision(precision) : exact);
}

/** From the first digit to the last that is not 0, which differ where numbers of about one size do; in linear time. */
const SIGNIFICANT = /[1-9](.*[1-9])?/;

/** @param text of a number other than 0 */
function digitsOf(text: string): string {
  return SIGNIFICANT.exec(text.replace(/e.*|\D/gi, ''))![0];
}

/** How a table spells a number: a whole one that is not exponential with all of its digits. */
export function spellNumber(number: number): string {
  const size = Math.abs(number);
  return `${size > Number.MAX_SAFE_INTEGER && size < EXPONENTIAL ? BigInt(number) : number}`;
}

/**
 * Whether a text is one that `parseExactJson` makes of a number which float64 holds, but spells with other digits: 2^55
 * is 36028797018963968, and most programs write 36028797018963970. For a level these are two texts, for a quantity one
 * number.
 */
export function isHeldNumber(text: string): boolean {
  return MANY_DIGITS.test(text) && !isRounded(text, Number(text));
}

/** Of a code, or of a number such as 1e20, which is spelled so. With more it is beyond float64, or nearly. */
export const MANY_DIGITS = /^-?\d{16,308}$/;

/** A digit that is not 0, before the exponent. */
const IS_NOT_0 = /^[^e]*[1-9]/i;

/**
 * The number that a text spells in decimal, rounded to float64, or undefined: also if it is beyond float64's range, or
 * so near to 0 that it would be 0.
 *
 * @param text trimmed
 */
export function readDecimal(text: string): number | undefined {
  const number = DECIMAL.test(text) ? Number(text) + 0 : NaN; // makes -0 a plain 0
  return Number.isFinite(number) && (number || !IS_NOT_0.test(text)) ? number : undefined;
}

/** Why `numberReader` does not accept a text. */
export type NumberFault = 'rounded' | 'range' | 'commas' | 'points' | 'doubtful' | 'unknown';

/** What a number is that float64 does not hold, in words. */
export const NOT_HELD: Readonly<Partial<Record<string, string>>> = {
  range: 'a number outside the range of float64',
  rounded: 'a whole number that float64 does not hold',
};

/** The mark that is not the format's may separate thousands or a fraction. */
const MARKED = /^[+-]?\d+(?:([.,])\d+)+$/;

/** @param text trimmed, of which the reader made NaN */
export function numberFault(text: string, format: CellFormat): NumberFault {
  const pointed = plainSpelling(text, format);
  if (pointed === '') return 'doubtful';
  const mark = MARKED.exec(text)?.[1];
  if (mark && mark !== format.decimal) return mark === ',' ? 'commas' : 'points';
  if (!DECIMAL.test(pointed)) return 'unknown';
  return readDecimal(pointed) === undefined ? 'range' : 'rounded';
}
