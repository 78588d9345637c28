import fc from 'fast-check';
import { expect, test } from 'vitest';

import { drawBootstrap, treeGenerators } from './random.ts';

test('the numbers of a seed are the same in every version', () => {
  const numbers = treeGenerators(42, 2).map((generator) => [generator.next(), generator.next()]);
  expect(numbers).toMatchInlineSnapshot(`
    [
      [
        -134541501,
        -2048726006,
      ],
      [
        -822877357,
        -324279529,
      ],
    ]
  `);
});

test('trees of one seed, and neighbouring seeds, draw different numbers', () => {
  const first = [41, 42, 43].flatMap((seed) => treeGenerators(seed, 3).map((tree) => tree.next()));
  expect(new Set(first).size).toBe(first.length);
});

test('a bag is as large as the rows and holds nothing else', () => {
  fc.assert(
    fc.property(fc.uint32Array({ minLength: 1, maxLength: 50 }), fc.nat(), (rows, seed) => {
      const [generator] = treeGenerators(seed, 1);
      const bag = drawBootstrap(rows, generator!);
      expect(bag).toHaveLength(rows.length);
      expect(bag.every((row) => rows.includes(row))).toBe(true);
    }),
  );
});

test('a bag leaves out about 1 / e of many rows', () => {
  const rows = Uint32Array.from({ length: 5000 }, (_, row) => row);
  const [generator] = treeGenerators(7, 1);
  const distinct = new Set(drawBootstrap(rows, generator!)).size;
  expect(1 - distinct / rows.length).toBeCloseTo(1 / Math.E, 1);
});
