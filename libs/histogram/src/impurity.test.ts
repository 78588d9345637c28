import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { countTerms } from './impurity.ts';
import { log2 } from './log2.ts';

test('the logarithm is within two units in the last place', () => {
  const normal = fc.double({ min: 2.3e-308, max: Number.MAX_VALUE, noNaN: true });
  fc.assert(
    fc.property(normal, (value) => {
      const exact = Math.log2(value);
      const error = Math.abs(log2(value) - exact);
      expect(error).toBeLessThanOrEqual(2 ** -51 * Math.max(1, Math.abs(exact)));
    }),
  );
});

test('powers of two have whole logarithms', () => {
  for (let power = -1022; power <= 1023; power++) expect(log2(2 ** power)).toBe(power);
});

test('the terms of counts add up exactly, in any order', () => {
  const total = 5000;
  const terms = countTerms(total);
  const parts = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 50 });
  fc.assert(
    fc.property(parts, (counts) => {
      const add = (list: number[]) => list.reduce((sum, count) => sum + terms[count]!, 0);
      expect(add(counts)).toBe(add([...counts].reverse()));
    }),
  );
  expect(terms[1000]).toBeCloseTo(1000 * Math.log2(1000), 8);
});
