import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { defined } from './index.ts';

describe('an object without its undefined properties', () => {
  test('keeps null, false, zero and empty text', () => {
    const values = { a: null, b: false, c: 0, d: '', e: undefined };
    expect(defined(values)).toStrictEqual({ a: null, b: false, c: 0, d: '' });
  });

  test('fits a type with optional properties', () => {
    const find = (name: string): number | undefined => (name === 'a' ? 1 : undefined);
    const found: { readonly a?: number; readonly b?: number } = defined({
      a: find('a'),
      b: find('b'),
    });
    expect(found).toStrictEqual({ a: 1 });
  });

  test('has the order and the JSON of the original', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.option(fc.integer(), { nil: undefined })),
        (object) => {
          expect(JSON.stringify(defined(object))).toBe(JSON.stringify(object));
        },
      ),
    );
  });
});
