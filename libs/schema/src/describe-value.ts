import { isObject, quote } from '@lambda-forest/text';

/** A value in a few words, on one line: scalars as JSON writes them, the rest by what it is. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return isObject(value) ? 'an object' : `${value as number | boolean | null}`;
}
