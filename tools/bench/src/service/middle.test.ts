import { expect, test } from 'vitest';

import { middle, quantile } from './middle.ts';

test('the median and other quantiles are samples', () => {
  expect(middle([3, 1, 2])).toBe(2);
  expect(quantile([5], 0.99)).toBe(5);
  expect(
    quantile(
      Array.from({ length: 100 }, (_, i) => 99 - i),
      0.99,
    ),
  ).toBe(99);
});
