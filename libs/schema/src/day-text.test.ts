import { expect, test } from 'vitest';

import { dayText } from './index.ts';

test('days are written as dates, and as numbers where no date is so far away', () => {
  expect([0, 19_935, -1, 0.99, -0.5].map((days) => dayText(days))).toEqual([
    '1970-01-01',
    '2024-07-31',
    '1969-12-31',
    '1970-01-01',
    '1969-12-31',
  ]);
  expect(dayText(1e9)).toBe('1000000000');
  expect(dayText(1e9, (days) => `${days / 1e9}e9`)).toBe('1e9');
});
