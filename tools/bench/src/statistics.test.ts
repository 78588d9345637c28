import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { mean, standardError, summarize } from './statistics.ts';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });

describe('statistics', () => {
  test('the median is the middle number, or half way between the two', () => {
    expect(summarize([3, 1, 2])).toEqual({ median: 2, minimum: 1, maximum: 3 });
    expect(summarize([4, 1, 2, 3])).toEqual({ median: 2.5, minimum: 1, maximum: 4 });
  });

  test('the median lies within the range, whatever the order', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { median, minimum, maximum } = summarize(values);
        expect(minimum).toBeLessThanOrEqual(median);
        expect(median).toBeLessThanOrEqual(maximum);
        expect(summarize([...values].reverse())).toEqual({ median, minimum, maximum });
      }),
    );
  });

  test('the standard error is the deviation by n - 1 over the root of n', () => {
    // Deviations -2, 0, 2: variance 8 / 2, over 3 numbers.
    expect(standardError([1, 3, 5])).toBeCloseTo(Math.sqrt(4 / 3), 12);
    expect(standardError([7, 7])).toBe(0);
  });

  test('too few numbers are refused', () => {
    expect(() => summarize([])).toThrow(RangeError);
    expect(() => mean([])).toThrow(RangeError);
    expect(() => standardError([1])).toThrow(RangeError);
  });
});
