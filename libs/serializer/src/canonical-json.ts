import { printable } from '@lambda-forest/text';

import { InvalidModelError } from './errors.ts';

/** Deeper nesting than this is refused: a header needs about six levels. */
const MAX_DEPTH = 64;

/**
 * JSON with one text for each value: keys sorted by UTF-16 code units, no white space, numbers and strings
 * as `JSON.stringify` writes them but for negative zero, which is `-0`. `JSON.parse` gives the value back
 * to the bit. Properties that are undefined are left out.
 *
 * @param path what to call the value in a message
 * @throws {InvalidModelError} for what JSON cannot hold (NaN, infinities, functions, ...), a key called
 *   `__proto__`, or nesting deeper than 64
 */
export function canonicalJson(value: unknown, path = 'header', depth = 0): string {
  if (depth > MAX_DEPTH) {
    throw new InvalidModelError(
      `Found JSON nested deeper than ${MAX_DEPTH}, expected at most that.`,
    );
  }
  const write = (key: string | number, inner: unknown) =>
    canonicalJson(inner, `${path}.${key}`, depth + 1);
  if (Array.isArray(value)) return `[${value.map((item, i) => write(i, item)).join()}]`;
  if (isPlainObject(value)) {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    if (keys.includes('__proto__')) {
      // Copying an object by assignment would set its prototype instead of this key.
      throw new InvalidModelError(
        `Found a key __proto__ at ${printable(path)}, expected any other name.`,
      );
    }
    const members = keys.sort().map((key) => `${JSON.stringify(key)}:${write(key, value[key])}`);
    return `{${members.join()}}`;
  }
  if (Object.is(value, -0)) return '-0';
  if (value === null || ['boolean', 'string'].includes(typeof value) || Number.isFinite(value)) {
    return JSON.stringify(value);
  }
  const found = typeof value === 'number' ? value : `type ${typeof value}`;
  throw new InvalidModelError(`Found ${found} at ${printable(path)}, expected a JSON value.`);
}

/** Whether a value is what an object literal or `JSON.parse` makes. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
