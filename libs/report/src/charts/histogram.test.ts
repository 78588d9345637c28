import fc from 'fast-check';
import { expect, test } from 'vitest';

import { histogramOf } from './histogram.ts';

const wholes = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 2, maxLength: 60 });

test('every bin of whole numbers holds the same number of them', () => {
  fc.assert(
    fc.property(wholes, fc.integer({ min: 2, max: 30 }), (values, most) => {
      const [low, high] = [Math.min(...values), Math.max(...values)];
      fc.pre(high > low);
      const { bins } = histogramOf(values, low, high, most);
      expect(bins.length).toBeLessThanOrEqual(2 * most);
      const held = bins.map(({ lower, upper }) => Math.floor(upper) - Math.floor(lower));
      expect(new Set(held).size).toBe(1);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
    }),
  );
});

test('a few whole numbers have one bar each', () => {
  const { bins } = histogramOf([2014, 2015, 2015, 2017], 2014, 2017, 16);
  expect(bins.map(({ count }) => count)).toEqual([1, 2, 0, 1]);
});

test('other numbers are divided from the least to the greatest', () => {
  const { bins } = histogramOf([0, 0.25, 1], 0, 1, 2);
  expect(bins).toEqual([
    { lower: 0, upper: 0.5, count: 2 },
    { lower: 0.5, upper: 1, count: 1 },
  ]);
});
