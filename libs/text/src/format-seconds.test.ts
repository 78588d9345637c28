import { expect, test } from 'vitest';

import { formatSeconds } from './format-seconds.ts';

test.each([
  [0, '0 s'],
  [3, '3 s'],
  [7.46, '7.5 s'],
  [94.6, '95 s'],
  [120, '2 min'],
  [3_060, '51 min'],
  [7_200, '2.0 h'],
  [2_310_000, '641.7 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});
