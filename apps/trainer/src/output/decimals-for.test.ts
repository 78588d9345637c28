import { expect, test } from 'vitest';

import { decimalsFor } from './decimals-for.ts';

test.each([
  [[42_774.66, 241_725.5], 0],
  [[12.5, 3], 4],
  [[0.5, -12.5], 4],
  [[0.000_012, 0.000_003], 10],
  [[0], 0],
  [[1e-310], 100],
  [[], 0],
])('%j are shown with %i decimals', (quantities, decimals) => {
  expect(decimalsFor(...quantities)).toBe(decimals);
});
