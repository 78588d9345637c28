import { readMarkedDecimal } from '@lambda-forest/schema';
import type { DecimalMark } from '@lambda-forest/schema';

/**
 * The number that a cell spells, blanks around it aside, or NaN. A whole number that float64 does not hold, such as
 * 9007199254740993, is none: it is mostly a code, and rounded it would be the code of something else.
 */
export type NumberReader = (cell: string) => number;

/** So many digits make a whole number that float64 holds exactly, and so do powers of ten up to this one. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

const WHOLE = /^[+-]?\d+$/;

const MINUS = 0x2d;
const PLUS = 0x2b;
const ZERO = 0x30;

/**
 * Reads what `readDecimal` reads, and the same number, with another decimal mark if wanted, and refuses whole numbers
 * that would be rounded. Short plain numbers,
 * which nearly all are, take a way of their own: a quotient of two exact numbers is rounded correctly.
 */
export function numberReader(mark: DecimalMark): NumberReader {
  const markCode = mark.charCodeAt(0);
  const slow = (cell: string) => {
    const text = cell.trim();
    const number = readMarkedDecimal(text, mark) ?? NaN;
    return Math.abs(number) > Number.MAX_SAFE_INTEGER && isRounded(text, number) ? NaN : number;
  };
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
      } else if (code === markCode && fraction < 0) {
        fraction = 0;
      } else {
        return slow(cell);
      }
    }
    const digits = length - digitsStart - (fraction >= 0 ? 1 : 0);
    if (digits === 0 || digits > EXACT_DIGITS) return slow(cell);
    const value = fraction > 0 ? whole / POWERS[fraction]! : whole;
    return first === MINUS && value !== 0 ? -value : value;
  };
}

/**
 * Whether a text is a whole number, digit by digit, and neither the one that it was read as nor how that one is
 * written.
 */
export function isRounded(text: string, number: number): boolean {
  if (!WHOLE.test(text)) return false;
  const whole = BigInt(text.replace('+', ''));
  return whole !== BigInt(number) && String(whole) !== String(number);
}
