import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalJson } from './canonical-json.ts';
import { InvalidModelError } from './errors.ts';

describe('canonical JSON', () => {
  it('is parsed back to the same value', () => {
    const value = fc.jsonValue().filter((json) => !JSON.stringify(json).includes('__proto__'));
    fc.assert(
      fc.property(value, (json) => {
        expect(JSON.parse(canonicalJson(json))).toEqual(json);
      }),
    );
  });

  it('sorts keys by code units, whatever the order they were set in', () => {
    expect(canonicalJson({ b: 1, a: { 10: 0, 9: 0 }, B: 2 })).toBe(
      '{"B":2,"a":{"10":0,"9":0},"b":1}',
    );
  });

  it('keeps negative zero and leaves out what is undefined', () => {
    expect(canonicalJson([-0, 0, { a: undefined }])).toBe('[-0,0,{}]');
  });

  it.each([
    [{ auc: NaN }, 'Found NaN at header.auc'],
    [[1, Infinity], 'Found Infinity at header.1'],
    [{ at: new Date(0) }, 'Found type object at header.at'],
    [{ f: () => 1 }, 'Found type function at header.f'],
    [JSON.parse('{"a":{"__proto__":1}}'), 'Found a key __proto__ at header.a'],
    [JSON.parse('['.repeat(70) + ']'.repeat(70)), 'nested deeper than 64'],
  ])('refuses %o', (value: unknown, words) => {
    expect(() => canonicalJson(value)).toThrow(InvalidModelError);
    expect(() => canonicalJson(value)).toThrow(words);
  });
});
