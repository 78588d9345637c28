import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { quantize } from './quantize.ts';

test('whole numbers are within half a unit, and the unit is small', () => {
  const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 50 }), (list) => {
      const exact = Float64Array.from(list);
      const { numbers, unit } = quantize(exact);
      exact.forEach((value, i) => {
        expect(Math.abs(numbers[i]! * unit - value)).toBeLessThanOrEqual(unit / 2);
      });
      const total = list.reduce((sum, value) => sum + Math.abs(value), 0);
      if (total > 1e-100) expect(unit / total).toBeLessThanOrEqual(2 ** -29);
    }),
  );
});

test('a sum of very many stays below 2^31', () => {
  const length = 2 ** 20;
  const { numbers } = quantize(new Float64Array(length).fill(1));
  expect(numbers[0]! * length).toBeLessThan(2 ** 31);
});
