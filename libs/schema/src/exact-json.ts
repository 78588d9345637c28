import { isRounded } from './number-reader.ts';

/** Text that may hold a number which float64 would round or not hold at all: most text has none. */
const LONG_NUMBER = /(?:^|[\s:,[])-?\d{16}|\d[eE]\+?\d{3}/;

/**
 * `JSON.parse`, but that numbers that float64 does not hold become the text of their digits, as they are in a
 * table: whole numbers that would be rounded, which mostly are codes, and numbers beyond its range.
 *
 * @throws {SyntaxError} as `JSON.parse` does
 */
export function parseExactJson(text: string): unknown {
  return LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

function keepDigits(_: string, value: unknown, { source }: { source?: string } = {}): unknown {
  if (typeof value !== 'number' || source === undefined) return value;
  return Number.isFinite(value) && !isRounded(source, value) ? value : source;
}
