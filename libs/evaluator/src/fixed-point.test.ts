import { expect, test } from 'vitest';

import { fixedPoint } from './fixed-point.ts';

// What Python's f"{value:.{digits}f}" prints.
test.each([
  [0.125, 2, '0.12'],
  [0.375, 2, '0.38'],
  [0.625, 2, '0.62'],
  [0.875, 2, '0.88'],
  [0.5, 0, '0'],
  [1.5, 0, '2'],
  [2.5, 0, '2'],
  [0.0625, 3, '0.062'],
  [0.0625, 4, '0.0625'],
  [0.285, 2, '0.28'], // just below the midpoint
  [0.545, 2, '0.55'], // just above the midpoint
  [0.995, 2, '0.99'],
  [0, 2, '0.00'],
  [1, 2, '1.00'],
  [1 / 3, 9, '0.333333333'],
])('%d with %d digits is %s', (value, digits, text) => {
  expect(fixedPoint(value, digits)).toBe(text);
});
