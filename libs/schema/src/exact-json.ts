import { isRounded } from './number-reader.ts';

/** What every number from 2^53 has: 16 digits in a row, or an exponent. Most texts have neither. */
const MAY_BE_LARGE = /\d{16}|\d[eE]/;

/** Whether a text, of one value or of many, may hold a number that `JSON.parse` would not keep whole. */
export function mayHoldLargeNumbers(text: string): boolean {
  return MAY_BE_LARGE.test(text);
}

/**
 * `JSON.parse`, but that numbers that float64 does not hold become the text of their digits, as they are in a
 * table: whole numbers that would be rounded, which mostly are codes, and numbers beyond its range.
 *
 * @throws {SyntaxError} as `JSON.parse` does
 * @throws {RangeError} for such a number in a value that is nested too deep to look for it
 */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return mayHoldLargeNumbers(text) && hasLargeNumber(value) ? JSON.parse(text, keepDigits) : value;
}

/**
 * Whether a number, at any depth, is so large that digits may be lost. Nearly no text has one, and most are one flat
 * object, for which nothing is allocated but a list.
 */
function hasLargeNumber(root: unknown): boolean {
  if (typeof root === 'number') return isLarge(root);
  const open: object[] = [];
  let value: unknown = root;
  for (; typeof value === 'object' && value !== null; value = open.pop()) {
    const members = value as Readonly<Record<string, unknown>>;
    for (const key in members) {
      const member = members[key];
      if (typeof member === 'number') {
        if (isLarge(member)) return true;
      } else if (typeof member === 'object' && member !== null) open.push(member);
    }
  }
  return false;
}

function isLarge(number: number): boolean {
  return number > Number.MAX_SAFE_INTEGER || number < Number.MIN_SAFE_INTEGER;
}

function keepDigits(_: string, value: unknown, { source }: { source?: string } = {}): unknown {
  if (typeof value !== 'number' || source === undefined) return value;
  return Number.isFinite(value) && !isRounded(source, value) ? value : source;
}
