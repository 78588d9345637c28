import { describe, expect, test } from 'vitest';

import { binTable } from '../binning/bin-table.ts';
import { bootstrapBag } from '../draw-bag.ts';
import { DEFAULT_GROWTH_LIMITS } from '../growth.ts';
import type { Target } from '../growth.ts';
import { Xoshiro128 } from '../random/xoshiro128.ts';
import { levelSignal } from './level-signal.ts';
import { createReferenceGrower } from './reference-grower.ts';

describe('the share of the variance between levels that counts', () => {
  test.each([
    [2, 1e-9, 1],
    [4, 1e-9, 1],
    [12, 8, 0], // what chance explains, less half a standard deviation
    [12, 10, 0],
    [12, 20, 0.5],
    [12, 1_000, 0.99],
    [54, 110, 0.5],
  ])('%d levels with %d times the variance of a sample: %d', (levels, between, share) => {
    expect(levelSignal(levels, 3 * between, 3)).toBeCloseTo(share, 12);
  });
});

const ROWS = 400;
const LEVELS = 60;
const TREES = 40;

/** How many of 40 trees on bags of 400 rows split their root by 60 levels, and not by a number that says nothing. */
function rootsByLevels(kind: Target['kind'], effect: number): number {
  const random = new Xoshiro128(Uint32Array.of(1, 2, 3, 4));
  const level = Float64Array.from({ length: ROWS }, () => random.below(LEVELS));
  const number = Float64Array.from({ length: ROWS }, () => random.fraction());
  const ofLevel = Float64Array.from({ length: LEVELS }, () => effect * (random.fraction() - 0.5));
  const truth = level.map((one) => ofLevel[one]! + random.fraction() - 0.5);
  const target: Target =
    kind === 'regression'
      ? { kind, values: truth }
      : { kind, values: Int32Array.from(truth, (value) => Number(value > 0)), classCount: 2 };
  const table = binTable([
    { kind: 'numeric', values: number },
    { kind: 'categorical', values: level, levelCount: LEVELS },
  ]);
  const limits = { ...DEFAULT_GROWTH_LIMITS, featuresPerSplit: 2, maxDepth: 1 };
  const grower = createReferenceGrower({ table, target, limits, weights: undefined });
  const rows = Uint32Array.from({ length: ROWS }, (_, row) => row);
  const roots = Array.from({ length: TREES }, (_, tree) => {
    const state = Uint32Array.of(tree, 1, 2, 3);
    return grower.grow(bootstrapBag(rows, ROWS, state), state).feature[0];
  });
  return roots.filter((feature) => feature === 1).length;
}

describe.each(['regression', 'classification'] as const)('in %s', (kind) => {
  test('levels that say nothing win no more often than a number that says nothing', () => {
    expect(rootsByLevels(kind, 0)).toBeLessThanOrEqual(TREES / 2);
  });

  test('levels that say something win', () => {
    expect(rootsByLevels(kind, 2)).toBe(TREES);
  });
});
