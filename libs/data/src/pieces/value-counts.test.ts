import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addValues, countValues } from './value-counts.ts';
import type { ValueCounts } from './value-counts.ts';

const values = fc
  .array(
    fc.oneof(
      fc.double(),
      fc.integer({ min: -9, max: 9 }).map((n) => n / 2),
      fc.constant(NaN),
    ),
    {
      maxLength: 60,
    },
  )
  .map((list) => Float64Array.from(list));

test('any order of adding the same parts has the same result', () => {
  fc.assert(
    fc.property(values, values, values, fc.integer({ min: 4_200, max: 4_300 }), (a, b, c, most) => {
      const add = (x: ValueCounts, y: ValueCounts) => addValues(x, y, most);
      const [x, y, z] = [a, b, c].map((part) => countValues(part, undefined, most));
      const all = countValues(Float64Array.of(...a, ...b, ...c), undefined, most);
      expect(add(add(x!, y!), z!)).toEqual(all);
      expect(add(z!, add(y!, x!))).toEqual(all);
    }),
  );
});

test('of too many values neighbours are counted together, the same ones for all parts', () => {
  const most = 4_200;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_000 }), fc.integer(), (length, seed) => {
      const all = Float64Array.from(
        { length },
        (_, i) => Math.sin(i * 12.9 + seed) * 10 ** (i % 7),
      );
      const cut = Math.abs(seed) % length;
      const whole = countValues(all, undefined, most);
      const [a, b] = [all.slice(0, cut), all.slice(cut)];
      const sum = addValues(countValues(a, undefined, most), countValues(b, undefined, most), most);
      expect(sum).toEqual(whole);
      expect(whole.minima.length).toBeLessThanOrEqual(most);
      expect(whole.counts.reduce((rows, one) => rows + one, 0)).toBe(length);
      for (const [i, least] of whole.minima.entries()) {
        const largest = whole.maxima[i]!;
        expect(largest - least).toBeLessThanOrEqual(
          Math.max(Math.abs(least), Math.abs(largest)) * 2 ** (whole.dropped - 52),
        );
        if (i > 0) expect(least).toBeGreaterThan(whole.maxima[i - 1]!);
      }
    }),
    { numRuns: 6 },
  );
});
