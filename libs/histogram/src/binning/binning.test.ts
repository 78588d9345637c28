import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Codes, NumericBins } from '../binned-table.ts';
import { HistogramInputError } from '../errors.ts';
import { midpoint } from './bin-numeric.ts';
import { binTable } from './bin-table.ts';

const anyValue = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1e-320, 1 + 2 ** -40, 1 + 2 ** -41),
  fc.integer({ min: -5, max: 5 }),
);

function binOne(values: Float64Array): { bins: NumericBins; codes: Codes } {
  const { features, columns } = binTable([{ kind: 'numeric', values }]);
  return { bins: features[0] as NumericBins, codes: columns[0]! };
}

test('codes are ranks among the distinct values, and missing comes last', () => {
  fc.assert(
    fc.property(fc.array(anyValue, { minLength: 1, maxLength: 200 }), (list) => {
      const values = Float64Array.from(list);
      const { bins, codes } = binOne(values);
      const distinct = [...new Set(list.filter((value) => !Number.isNaN(value)))].sort((a, b) =>
        a < b ? -1 : 1,
      );
      expect(bins.codeCount).toBe(distinct.length);
      expect([...bins.maxima]).toEqual([...bins.minima]);
      list.forEach((value, row) => {
        expect(codes[row]).toBe(
          Number.isNaN(value) ? bins.codeCount : distinct.findIndex((other) => other === value),
        );
      });
    }),
  );
});

test('values that are equal in float32 still have their order', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => 1 + ((i * 37) % 100) * 2 ** -45);
  const { bins, codes } = binOne(values);
  expect(bins.codeCount).toBe(100);
  expect([...codes]).toEqual(Array.from({ length: 100 }, (_, i) => (i * 37) % 100));
});

test('more values than codes share the codes evenly, and the order stays', () => {
  const rows = 200_000;
  const values = Float64Array.from({ length: rows }, (_, i) => ((i * 7919) % rows) / 3);
  const { bins, codes } = binOne(values);
  expect(bins.codeCount).toBe(65_535);
  const sizes = new Uint32Array(bins.codeCount);
  for (const code of codes) sizes[code]!++;
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4);
  let isWithin = true;
  codes.forEach((code, row) => {
    isWithin &&= bins.minima[code]! <= values[row]! && values[row]! <= bins.maxima[code]!;
  });
  expect(isWithin).toBe(true);
  expect(bins.minima.every((value, code) => code === 0 || value > bins.maxima[code - 1]!)).toBe(
    true,
  );
});

test('a threshold is at least the lower value and less than the upper one', () => {
  fc.assert(
    fc.property(anyValue, anyValue, (a, b) => {
      fc.pre(a < b);
      expect(midpoint(a, b)).toBeGreaterThanOrEqual(a);
      expect(midpoint(a, b)).toBeLessThan(b);
    }),
  );
  expect(midpoint(1, 2)).toBe(1.5);
  expect(midpoint(1, 1 + 2 ** -52)).toBe(1);
  expect(midpoint(-Infinity, 3)).toBe(-Infinity);
});

test('levels are their own codes', () => {
  const values = Float64Array.of(2, NaN, 0, 1);
  const { columns } = binTable([{ kind: 'categorical', values, levelCount: 3 }]);
  expect([...columns[0]!]).toEqual([2, 3, 0, 1]);
});

test('invalid levels, too many of them and columns of different lengths are refused', () => {
  const half = Float64Array.of(0.5);
  expect(() => binTable([{ kind: 'categorical', values: half, levelCount: 3 }])).toThrow(
    'Found 0.5 in row 0 of feature 0, expected a level from 0 to 2.',
  );
  expect(() => binTable([{ kind: 'categorical', values: half, levelCount: 70_000 }])).toThrow(
    HistogramInputError,
  );
  const two = new Float64Array(2);
  expect(() =>
    binTable([
      { kind: 'numeric', values: half },
      { kind: 'numeric', values: two },
    ]),
  ).toThrow('Found columns of different lengths.');
});

test('decimals are ranked like any other values', () => {
  const decimal = fc
    .tuple(fc.integer({ min: -3000, max: 3000 }), fc.constantFrom(1, 10, 100, 1000, 10_000))
    .map(([whole, scale]) => whole / scale);
  const value = fc.oneof(
    { weight: 30, arbitrary: decimal },
    { weight: 2, arbitrary: fc.constantFrom(NaN, -0, 0) },
    { weight: 1, arbitrary: fc.constantFrom(Infinity, 0.1 + 0.2, 1e17, 1 / 3) },
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 400 }), (list) => {
      const { bins, codes } = binOne(Float64Array.from(list));
      const distinct = [...new Set(list.map((one) => one + 0))]
        .filter((one) => !Number.isNaN(one))
        .sort((a, b) => (a < b ? -1 : 1));
      expect([...bins.minima]).toEqual(distinct);
      expect([...bins.maxima]).toEqual(distinct);
      expect([...codes]).toEqual(
        list.map((one) => (Number.isNaN(one) ? distinct.length : distinct.indexOf(one + 0))),
      );
    }),
    { numRuns: 300 },
  );
});
