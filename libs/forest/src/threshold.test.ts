import fc from 'fast-check';
import { expect, test } from 'vitest';

import { largestBelow, largestFloat32Below } from './index.ts';

const EDGES = [
  0,
  -0,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2 ** -1022, // the smallest normal number
  1,
  -1,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Infinity,
  -Infinity,
];

test('x < t is x <= largestBelow(t), for every pair of edges and their neighbours', () => {
  const thresholds = EDGES.filter((t) => t !== -Infinity);
  const values = [...EDGES, ...thresholds.map(largestBelow), NaN];
  for (const t of [...thresholds, ...thresholds.map(largestBelow).filter((t) => t !== -Infinity)]) {
    for (const x of values) expect(x <= largestBelow(t), `${x} < ${t}`).toBe(x < t);
  }
});

test('x < t is x <= largestBelow(t), for any two doubles and for neighbours', () => {
  const double = fc.oneof(fc.double(), fc.constantFrom(...EDGES));
  const threshold = double.filter((t) => !Number.isNaN(t) && t !== -Infinity);
  fc.assert(
    fc.property(double, threshold, (x, t) => {
      const below = largestBelow(t);
      expect(x <= below).toBe(x < t);
      expect(below).toBeLessThan(t);
      // No number lies between them: the mean of neighbours rounds to one of them.
      const middle = below / 2 + t / 2;
      if (Math.abs(t) > 2 ** -1000 && Number.isFinite(middle)) expect([below, t]).toContain(middle);
    }),
    { numRuns: 2000 },
  );
});

test('nothing is below NaN or -Infinity', () => {
  for (const value of [NaN, -Infinity]) {
    expect(() => largestBelow(value)).toThrow(
      new RangeError(`Found ${value}, expected a number that has another one below it.`),
    );
  }
});

test('x < t is x <= largestFloat32Below(t), for any two float32 and for neighbours', () => {
  const float = fc.oneof(
    fc.float(),
    fc.constantFrom(0, -0, 1.401298464324817e-45, -1.401298464324817e-45, Infinity),
  );
  const threshold = float.filter((t) => !Number.isNaN(t) && t !== -Infinity);
  fc.assert(
    fc.property(float, threshold, (x, t) => {
      const below = largestFloat32Below(t);
      expect(Math.fround(below)).toBe(below);
      for (const value of [x, t, below]) expect(value <= below).toBe(value < t);
    }),
  );
});

test('a number that is no float32 has no neighbour among them', () => {
  for (const value of [0.1, NaN, -Infinity])
    expect(() => largestFloat32Below(value)).toThrow(RangeError);
});
