import { DEFAULT_GROWTH_LIMITS } from '@lambda-forest/histogram';
import type { ForestJob } from '@lambda-forest/histogram';
import { codingOf } from '@lambda-forest/training';
import { expect, test } from 'vitest';

import { requireFunctionMemory } from './function-memory.ts';

const MILLION = 1_000_000;

/** A table whose features have 200 levels, and so a byte a cell, in shards that are a little uneven. */
function shardsOf(millionRows: number, features: number, shards = 1, isQuantity = false) {
  const rowCount = millionRows * MILLION;
  const bins = Array.from({ length: features }, () => {
    return { kind: 'categorical', codeCount: 200 } as const;
  });
  const job: ForestJob = {
    problem: {
      table: { rowCount, features: bins, columns: [] },
      target: isQuantity
        ? { kind: 'regression', values: new Float64Array(0) }
        : { kind: 'classification', classCount: 2, values: new Int32Array(0) },
      limits: DEFAULT_GROWTH_LIMITS,
    },
    kernel: undefined,
    trees: 100,
    rows: { length: 0.8 * rowCount } as Uint32Array,
    bootstrap: true,
    randomState: 1,
  };
  const unevenness = shards === 1 ? 1 : 1.04;
  const sizes = new Array<number>(shards).fill(Math.ceil((unevenness * rowCount) / shards));
  return { job, sizes, coding: codingOf(bins, isQuantity ? 0 : 2, true) };
}

test.each([
  [shardsOf(48, 50), 10_240],
  [shardsOf(0.001, 4), 1_769],
  [shardsOf(100, 50, 3), 10_240],
  [shardsOf(20, 20, 1, true), 10_240],
])('table %# fits into the memory of a function', (...given) => {
  expect(() => requireFunctionMemory(...given)).not.toThrow();
});

test('a table that is too much for a function is refused with what it needs', () => {
  expect(() => requireFunctionMemory(shardsOf(40, 20), 3_008)).toThrow(
    /^Found 40,000,000 rows of 20 features, which need about 4,\d\d\d MB in each function, expected at most the 3,008 MB of "batch.trainingMemoryMb". Grow each tree on a part of the rows \(--row-shards=2\), or raise/,
  );
});

test('more memory than Lambda has is no remedy', () => {
  expect(() => requireFunctionMemory(shardsOf(100, 50), 10_240)).toThrow(/\(--row-shards=2\)\.$/);
});

test.each([
  [1, 100, 50, 10_240],
  [1, 30, 20, 3_008],
  [3, 100, 10, 1_769],
])('and with as many shards as a table needs: %i are too few', (shards, rows, features, memory) => {
  const refusal = /in each function, .*--row-shards=(\d+)\)/;
  const found = messageOf(() => requireFunctionMemory(shardsOf(rows, features, shards), memory));
  expect(found).toMatch(refusal);
  const enough = Number(refusal.exec(found)![1]);
  expect(enough).toBeGreaterThan(shards);
  expect(() => requireFunctionMemory(shardsOf(rows, features, enough), memory)).not.toThrow();
});

function messageOf(check: () => void): string {
  try {
    check();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
