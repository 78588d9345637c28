import fc from 'fast-check';
import { expect, test } from 'vitest';

import { rankOf, rankTable } from './rank-table.ts';

const EDGES = [-Infinity, -Number.MAX_VALUE, -1, -Number.MIN_VALUE, -0, 0, Number.MIN_VALUE, 1];
const number = fc.oneof(
  fc.constantFrom(...EDGES, 1 + Number.EPSILON, Number.MAX_VALUE, Infinity),
  fc.integer({ min: -20, max: 20 }),
  fc.double({ noNaN: true }),
);

test('a rank is the number of thresholds below the value, and ranks compare as values do', () => {
  fc.assert(
    fc.property(fc.array(number), fc.array(number), (thresholds, others) => {
      const table = rankTable(Float64Array.from(thresholds).sort());
      for (const value of [...thresholds, ...others]) {
        const rank = rankOf(table, value);
        expect(rank).toBe(thresholds.filter((threshold) => threshold < value).length);
        for (const threshold of thresholds) {
          expect(rank <= rankOf(table, threshold)).toBe(value <= threshold);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('ranks compare as values do with thresholds that are neighbours, far apart or all in one cell', () => {
  const clustered = Array.from({ length: 200 }, (_, i) => i * Number.MIN_VALUE);
  const thresholds = [...clustered, 1, 1 + Number.EPSILON, 1e300, Infinity];
  const table = rankTable(Float64Array.from(thresholds));
  expect([...table.thresholds]).toEqual(thresholds);
  for (const value of [-Infinity, -1, ...thresholds, 0.5, 2, Number.MAX_VALUE]) {
    thresholds.forEach((threshold, i) => {
      expect(rankOf(table, value) <= i).toBe(value <= threshold);
    });
  }
});

test('without thresholds every rank is 0', () => {
  const table = rankTable(new Float64Array(0));
  expect([-Infinity, 0, Infinity].map((value) => rankOf(table, value))).toEqual([0, 0, 0]);
});
