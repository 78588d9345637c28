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
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number' && Number.isFinite(value)) {
    return Object.is(value, -0) ? '-0' : JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => canonicalJson(item, `${path}[${index}]`, depth + 1));
    return `[${items.join(',')}]`;
  }
  if (isPlainObject(value)) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => {
        refuseReservedKey(key, path);
        return `${JSON.stringify(key)}:${canonicalJson(value[key], `${path}.${key}`, depth + 1)}`;
      });
    return `{${members.join(',')}}`;
  }
  throw new InvalidModelError(`Found ${describe(value)} at ${path}, expected a JSON value.`);
}

/** Whether a value is what an object literal or `JSON.parse` makes. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Copying an object by assignment would set its prototype instead of this key. */
function refuseReservedKey(key: string, path: string): void {
  if (key === '__proto__') {
    throw new InvalidModelError(`Found a key __proto__ at ${path}, expected any other name.`);
  }
}

function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : `a value of type ${typeof value}`;
}
