import fc from 'fast-check';
import { expect, test } from 'vitest';

import { formatEstimate, formatInteger, formatNumber, fourDecimals } from './index.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1_234_567, '1,234,567'],
  [-1_000, '-1,000'],
])('the whole number %d is %s', (value, text) => {
  expect(formatInteger(value)).toBe(text);
});

test('a whole number is grouped as English has it', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      expect(formatInteger(value)).toBe(value.toLocaleString('en-US'));
    }),
  );
});

test.each([
  [0.1 + 0.2, '0.3'],
  [1_234.567_89, '1234.57'],
  [1_234_567, '1234567'],
  [1_234_567.8, '1234568'],
  [1.5e300, '1.5e+300'],
  [1.5e-7, '1.5e-7'],
  [-2, '-2'],
])('the quantity %d is %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test('a score has four decimals, or none', () => {
  expect([0.12345, -1, null].map(fourDecimals)).toEqual(['0.1235', '-1.0000', 'not defined']);
});

test.each([
  [0.0318863, 0.00715151, '0.0319 ± 0.0072'],
  [0, 0.00949, '0.0000 ± 0.0095'],
  [123_456.7, 4_567.8, '123457 ± 4568'],
  [-1.25, 1.5, '-1.3 ± 1.5'],
  [0.1, 0, '0.1 ± 0'],
  [Number.NaN, Number.NaN, 'NaN ± NaN'],
  [1e-20, 2e-21, '1e-20 ± 2e-21'],
])('the estimate %d with the standard error %d is %s', (value, standardError, text) => {
  expect(formatEstimate(value, standardError)).toBe(text);
});
