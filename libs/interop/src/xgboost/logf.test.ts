/** What logf of glibc 2.36 answers, by ctypes; and that it is never far from the logarithm. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { logf } from './logf.ts';

const NOT_NEAREST = [
  [0.9750000238418579, -0.025317782536149025],
  [10856.6845703125, 9.292536735534668],
  [0.24379776418209076, -1.4114161729812622],
  [1.0344343185424805, 0.03385472297668457],
  [4.258384704589844, 1.448889970779419],
  [1.0395640134811401, 0.0388014055788517],
  [1.0234558582305908, 0.023184997960925102],
  [0.9830557703971863, -0.017089426517486572],
  [0.8861315846443176, -0.1208898201584816],
  [1.0214881896972656, 0.021260574460029602],
  [0.6065932512283325, -0.4998968243598938],
  [1.2174254655838013, 0.1967383474111557],
  [0.5403738617897034, -0.6154940724372864],
  [1.0173544883728027, 0.01720562018454075],
  [1.0190056562423706, 0.018827306106686592],
] as const;

test.each(NOT_NEAREST)('of %s it is %s, not the nearest float32', (x, expected) => {
  expect(logf(x)).toBe(expected);
  expect(Math.fround(Math.log(x))).not.toBe(expected);
});

test('it is within a unit in the last place of the logarithm', () => {
  const positive = fc.float({ min: Math.fround(1e-37), max: Math.fround(1e37), noNaN: true });
  fc.assert(
    fc.property(positive, (x) => {
      const exact = Math.log(x);
      expect(Math.abs(logf(x) - exact)).toBeLessThanOrEqual(2 ** -23 * Math.abs(exact));
    }),
  );
});

test.each([0, -1, NaN, Infinity])('of %s it is the logarithm', (x) => {
  expect(logf(x)).toBe(Math.log(x));
});
