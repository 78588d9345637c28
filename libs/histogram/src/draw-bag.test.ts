import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { bootstrapBag, wholeBag } from './draw-bag.ts';
import { HistogramInputError } from './errors.ts';
import { treeSeed } from './random/seeds.ts';

test('a bootstrap draws as many rows as there are, all of them from the fit', () => {
  const given = fc.array(fc.nat(99), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(given, fc.nat(), (list, seed) => {
      const { rows, counts } = bootstrapBag(Uint32Array.from(list), 100, treeSeed(seed, 0).bag);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
      expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
      for (const row of rows) expect(list).toContain(row);
    }),
  );
});

test('about 63 % of the rows are in a bootstrap', () => {
  const rows = Uint32Array.from({ length: 10_000 }, (_, row) => row);
  const bag = bootstrapBag(rows, 10_000, treeSeed(1, 2).bag);
  expect(bag.rows.length / 10_000).toBeCloseTo(1 - Math.exp(-1), 1);
});

test('the whole bag counts repeated rows', () => {
  const { rows, counts } = wholeBag(Uint32Array.of(5, 1, 5, 5), 7);
  expect([...rows]).toEqual([1, 5]);
  expect([...counts]).toEqual([1, 3]);
});

test('an empty bag and a row repeated too often are refused', () => {
  expect(() => wholeBag(new Uint32Array(0), 3)).toThrow(HistogramInputError);
  expect(() => wholeBag(new Uint32Array(70_000), 3)).toThrow(
    'Found row 0 70000 times in a bag, expected at most 65535.',
  );
});
