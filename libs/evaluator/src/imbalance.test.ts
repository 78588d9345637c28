import { expect, test } from 'vitest';

import { isImbalanced, rarestClass } from './index.ts';

test.each([
  [[50, 50, 50], false],
  [[25, 75], false],
  [[24, 76], true],
  [[34, 66, 100], false], // half of a third is 33.3
  [[33, 67, 100], true],
  [[1, 1, 1, 1], false],
])('a class is rare below half of its equal share: %j', (counts, expected) => {
  expect(isImbalanced(counts)).toBe(expected);
});

test('the rarest class is the first of equals', () => {
  expect(rarestClass([3, 1, 2, 1])).toBe(1);
});
