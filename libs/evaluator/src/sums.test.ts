import { expect, test } from 'vitest';

import { meanOf, ratio, sumOf } from './sums.ts';

test('rounding errors of a sum are compensated', () => {
  const terms = [1, 1e100, 1, -1e100];
  expect(sumOf(terms.length, (i) => terms[i]!)).toBe(2);
  expect(meanOf(1_000_000, () => 0.1)).toBe(0.1);
});

test('a ratio with the denominator 0 is 0', () => {
  expect(ratio(0, 0)).toBe(0);
  expect(ratio(1, 4)).toBe(0.25);
});
