import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { commonDenominator, greatestCommonDivisor, MAX_DENOMINATOR } from './fraction.ts';

describe('the common denominator of a row', () => {
  it.each([
    [[1, 0, 0], 1],
    [[0.5, 0.5], 2],
    [[1 / 3, 2 / 3], 3],
    [[1 / 2, 1 / 3, 1 / 6], 6],
    [[0.1, 0.9], 10],
    [[Math.SQRT1_2, 1 - Math.SQRT1_2], 0],
    [[1, -0], 0],
    [[0.1 + 0.2, 0.7], 0],
    [[1e-300, 1], 0],
    [[1 / 1021, 1020 / 1021, 1 / 1031], 0],
  ])('of %j is %i', (row, expected) => {
    expect(commonDenominator(row)).toBe(expected);
  });

  it('is found for every two counts, in lowest terms, and gives the row back to the bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_DENOMINATOR }), fc.nat(), (total, drawn) => {
        const count = drawn % (total + 1);
        const row = [count / total, (total - count) / total];
        const denominator = commonDenominator(row);
        expect(denominator).toBe(total / greatestCommonDivisor(total, count));
        for (const share of row) {
          expect(Math.round(share * denominator) / denominator).toBe(share);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
