import { expect, test } from 'vitest';

import { splitMix64, treeSeed } from './seeds.ts';
import { Xoshiro128 } from './xoshiro128.ts';

test("the generator gives the numbers that the authors' C code gives", () => {
  const generator = new Xoshiro128([0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0]);
  const found = Array.from({ length: 4 }, () => generator.next());
  expect(found).toEqual([0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70]);
});

test('small states are mixed as published', () => {
  const generator = new Xoshiro128([1, 2, 3, 4]);
  const found = Array.from({ length: 4 }, () => generator.next());
  expect(found).toEqual([11520, 0, 5927040, 70819200]);
});

test('SplitMix64 gives its published numbers', () => {
  expect(splitMix64(1234567n, 3)).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
  ]);
});

test('numbers below a bound are evenly distributed', () => {
  const generator = new Xoshiro128(treeSeed(42, 0).growth);
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 70_000; i++) counts[generator.below(7)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400); // 4 deviations
});

test('neighbouring seeds and trees start far apart', () => {
  const starts = new Set<string>();
  for (let seed = 0; seed < 30; seed++) {
    for (let tree = 0; tree < 30; tree++) {
      const { bag, growth } = treeSeed(seed, tree);
      starts.add(bag.join()).add(growth.join());
    }
  }
  expect(starts.size).toBe(2 * 30 * 30);
});
