import { expect, test } from 'vitest';

import { requireFunctionMemory } from './function-memory.ts';

const shardsOf = (rows: number, shards: number) =>
  new Array<number>(shards).fill(Math.ceil((1.04 * rows) / shards));

test.each([
  [[10_000_000], 20, 10_240],
  [[1_000], 4, 1_769],
  [shardsOf(100_000_000, 4), 20, 10_240],
])('%j rows of %i features fit into %i MB', (...given) => {
  expect(() => requireFunctionMemory(...given)).not.toThrow();
});

test('a table that is too much for a function is refused with what it needs', () => {
  expect(() => requireFunctionMemory([10_000_000], 20, 3_008)).toThrow(
    'Found 10,000,000 rows of 20 features, which need about 3,338 MB in each function, expected at most the 3,008 MB of "batch.trainingMemoryMb". Grow each tree on a part of the rows (--row-shards=2), or raise',
  );
});

test('more memory than Lambda has is no remedy', () => {
  expect(() => requireFunctionMemory([100_000_000], 50, 10_240)).toThrow(/\(--row-shards=7\)\.$/);
});

test.each([
  [1, 100_000_000, 20, 10_240],
  [2, 100_000_000, 20, 10_240],
  [1, 12_000_000, 20, 3_008],
  [3, 40_000_000, 10, 1_769],
])('and with as many shards as a table needs: %i are too few', (shards, rows, features, memory) => {
  const refusal = /in each function, .*--row-shards=(\d+)\)/;
  const sizes = shards === 1 ? [rows] : shardsOf(rows, shards);
  const found = messageOf(() => requireFunctionMemory(sizes, features, memory));
  expect(found).toMatch(refusal);
  const enough = Number(refusal.exec(found)![1]);
  expect(enough).toBeGreaterThan(shards);
  expect(() => requireFunctionMemory(shardsOf(rows, enough), features, memory)).not.toThrow();
});

function messageOf(check: () => void): string {
  try {
    check();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
