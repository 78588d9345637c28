import { expect, test } from 'vitest';

import { percent, shareOf, shortNumber } from './number.ts';

test.each([
  [0, '0'],
  [5.1, '5.1'],
  [0.933333333, '0.9333'],
  [-12.3456789, '-12.346'],
  [1234567.8, '1\u202f234\u202f568'],
  [99999.96, '100\u202f000'],
  [-2024, '-2024'],
  [1e-9, '1.000e-9'],
  [3e15, '3.000e+15'],
  [NaN, '–'],
])('%d is written as %s', (value, text) => {
  expect(shortNumber(value)).toBe(text);
});

test('shares are percents with one digit', () => {
  expect(percent(1)).toBe('100.0\u202f%');
  expect(percent(0.12345)).toBe('12.3\u202f%');
});

test('a place in a range is cut to it, and a range of no width has its middle', () => {
  expect(shareOf(5, 0, 10)).toBe(0.5);
  expect(shareOf(-5, 0, 10)).toBe(0);
  expect(shareOf(15, 0, 10)).toBe(1);
  expect(shareOf(3, 3, 3)).toBe(0.5);
});
