import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { mean, spread, standardError } from './statistics.ts';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });

describe('statistics', () => {
  test('a spread is the median, the quartiles, the range and the 5th percentile', () => {
    expect(spread([5, 1, 3, 2, 4])).toEqual({
      minimum: 1,
      undisturbed: 1.2,
      lowerQuartile: 2,
      median: 3,
      upperQuartile: 4,
      maximum: 5,
    });
    expect(spread([1, 2]).median).toBe(1.5);
  });

  test('the median lies within the range, whatever the order', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { median, minimum, maximum } = spread(values);
        expect(minimum).toBeLessThanOrEqual(median);
        expect(median).toBeLessThanOrEqual(maximum);
        expect(spread([...values].reverse())).toMatchObject({ median, minimum, maximum });
      }),
    );
  });

  test('the standard error is the deviation by n - 1 over the root of n', () => {
    // Deviations -2, 0, 2: variance 8 / 2, over 3 numbers.
    expect(standardError([1, 3, 5])).toBeCloseTo(Math.sqrt(4 / 3), 12);
    expect(standardError([7, 7])).toBe(0);
  });

  test('too few numbers are refused', () => {
    expect(() => spread([])).toThrow(RangeError);
    expect(() => mean([])).toThrow(RangeError);
    expect(() => standardError([1])).toThrow(RangeError);
  });
});
