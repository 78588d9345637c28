/**
 * Checks that untrusted JSON has the form that a type promises, and says where it does not: what was found
 * there and what was expected. It changes nothing, converts nothing and stops at the first difference.
 *
 * ```ts
 * const point = record({ x: number, y: number });
 * problemIn('point', point, JSON.parse('{"x":1,"y":"2"}'));
 * // 'Found "2" at point.y, expected a finite number.'
 * ```
 *
 * The header of a model file is checked with it, because the service does so at every cold start: zod/mini would
 * be 18 kB more in its bundle and 4 ms more of its start (docs/decisions/0011). Metadata, records, manifests and configuration are checked by zod.
 */
import { isObject, quote } from '@lambda-forest/text';

import { describeValue } from './describe-value.ts';

interface Mismatch {
  /** Keys and indices that lead to the value, each behind a point. Empty: the value itself. */
  readonly path: string;
  /** The value in a few words, on one line. */
  readonly found: string;
  readonly expected: string;
}

/** A form that JSON can have: a function that finds the first difference from it. */
export interface Shape<out T> {
  (value: unknown): Mismatch | undefined;
  /** For the compiler alone: what a value of this form is. */
  readonly type?: T;
}

/** The type that a shape stands for. */
export type Described<S> = S extends Shape<infer T> ? T : never;

type Shapes = Readonly<Record<string, Shape<unknown>>>;

type RecordOf<R extends Shapes> = { readonly [K in keyof R]: Described<R[K]> };

/** The first difference between a value called `name` and a shape as a sentence, or undefined if there is none. */
export function problemIn(name: string, shape: Shape<unknown>, value: unknown): string | undefined {
  const mismatch = shape(value);
  if (!mismatch) return undefined;
  return `Found ${mismatch.found} at ${name}${mismatch.path}, expected ${mismatch.expected}.`;
}

/** A value of which `test` holds. */
export function satisfying<T>(expected: string, test: (value: unknown) => boolean): Shape<T> {
  return (value) => (test(value) ? undefined : mismatch(value, expected));
}

/** A value of the form of which `test` holds too. */
export function refined<T>(
  shape: Shape<T>,
  expected: string,
  test: (value: T) => boolean,
): Shape<T> {
  return (value) => shape(value) ?? (test(value as T) ? undefined : mismatch(value, expected));
}

export const number: Shape<number> = satisfying('a finite number', Number.isFinite);

export const flag: Shape<boolean> = satisfying(
  'true or false',
  (value) => typeof value === 'boolean',
);

/** A text that matches all of `pattern`. */
export function textLike(expected: string, pattern: RegExp): Shape<string> {
  return satisfying(expected, (value) => typeof value === 'string' && pattern.test(value));
}

export const text = textLike('a text that is not empty', /[^]/);

/** An integer between the bounds, both inclusive. Default: up to 9,007,199,254,740,991. */
export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER): Shape<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`;
  return satisfying(
    `a whole number from ${least}${range}`,
    (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
  );
}

/** One of these texts. */
export function oneOf<const T extends string>(...texts: readonly T[]): Shape<T> {
  return (value) =>
    texts.some((each) => each === value)
      ? undefined
      : mismatch(value, texts.map(quote).join(' or '));
}

/** A list of values of one form. Default: of any length. */
export function list<T>(item: Shape<T>, least = 0, most = Infinity): Shape<readonly T[]> {
  const expected = most === Infinity ? 'a list' : `a list of ${least} to ${most}`;
  return (value) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      return mismatch(value, expected);
    }
    for (let index = 0; index < value.length; index++) {
      const inner = item(value[index]);
      if (inner) return within(index, inner);
    }
    return undefined;
  };
}

/** An object with these keys and no others. Keys that an object inherits are not there. */
export function record<R extends Shapes>(required: R): Shape<RecordOf<R>> {
  return recordWith(required, {});
}

/** As `record`, with `optional` keys that may be left out. */
export function recordWith<R extends Shapes, O extends Shapes>(
  required: R,
  optional: O,
): Shape<RecordOf<R> & Partial<RecordOf<O>>> {
  const shapes: Shapes = { ...required, ...optional };
  const entries = Object.entries(shapes);
  const expected = () => `the keys ${Object.keys(shapes).join(', ')} and no others`;
  return (value) => {
    if (!isObject(value)) return mismatch(value, expected());
    for (const [key, shape] of entries) {
      const isThere = Object.hasOwn(value, key);
      const isNeeded = isThere || Object.hasOwn(required, key);
      const inner = isNeeded ? shape(isThere ? value[key] : undefined) : undefined;
      if (inner) return within(key, inner);
    }
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(shapes, key));
    if (unknown === undefined) return undefined;
    return { path: '', found: `the unknown key ${quote(unknown)}`, expected: expected() };
  };
}

/** An object whose form depends on the text under `key`. */
export function variant<V extends Shapes>(key: string, shapes: V): Shape<Described<V[keyof V]>> {
  return (value) => {
    if (!isObject(value)) return mismatch(value, 'an object');
    const kind = Object.hasOwn(value, key) ? value[key] : undefined;
    const [, shape] = Object.entries(shapes).find(([each]) => each === kind) ?? [];
    if (shape) return shape(value);
    return within(key, mismatch(kind, Object.keys(shapes).join(' or ')));
  };
}

function mismatch(value: unknown, expected: string): Mismatch {
  return { path: '', found: describeValue(value), expected };
}

function within(key: string | number, inner: Mismatch): Mismatch {
  return { ...inner, path: `.${key}${inner.path}` };
}
