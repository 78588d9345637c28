import { allRows, foldRows } from '@lambda-forest/data';
import { argMax } from '@lambda-forest/forest';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';

import { blobs } from '../../test/tables.ts';
import { TrainingCancelledError } from '../errors.ts';
import { DEFAULT_FOREST_OPTIONS } from '../forest-options.ts';
import { mlRandomForestEngine } from '../ml-random-forest-engine.ts';
import { searchOptions } from './search-options.ts';
import type { SearchRequest } from './search-options.ts';
import { DEFAULT_SEARCH_SPACE, drawCandidates } from './search-space.ts';

const BASE = { ...DEFAULT_FOREST_OPTIONS, nEstimators: 9 };

async function search(changes: Partial<SearchRequest> = {}) {
  const dataset = blobs(12);
  const prepared = await mlRandomForestEngine.prepare(dataset);
  return searchOptions({
    prepared,
    folds: foldRows(dataset, allRows(dataset), { folds: 3, seed: 1 }),
    base: BASE,
    space: DEFAULT_SEARCH_SPACE,
    strategy: 'random',
    trials: 6,
    seed: 1,
    score: (validation, scores) => {
      const isRight = (row: number, i: number) =>
        argMax(scores.subarray(3 * i, 3 * i + 3)) === dataset.target[row];
      return Array.from(validation).filter(isRight).length / validation.length;
    },
    isHigherBetter: true,
    ...changes,
  });
}

describe('candidates', () => {
  test('are all different, and the first is the base', () => {
    const candidates = drawCandidates(DEFAULT_SEARCH_SPACE, BASE, 20, xoroshiro128plus(1));
    expect(candidates[0]).toBe(BASE);
    expect(new Set(candidates.map((one) => JSON.stringify(one))).size).toBe(20);
  });

  test('are no more than the combinations of the space', () => {
    const space = { minSamplesLeaf: [1, 2], maxDepth: [null] };
    expect(drawCandidates(space, BASE, 20, xoroshiro128plus(1))).toHaveLength(2);
  });
});

describe('a random search', () => {
  test('gives every candidate all its trees, and the best mean first', async () => {
    const { trials, best } = await search();
    expect(trials).toHaveLength(6);
    for (const { options, scores, mean } of trials) {
      expect(options.nEstimators).toBe(9);
      expect(scores).toHaveLength(3);
      expect(mean).toBeCloseTo(scores.reduce((sum, one) => sum + one, 0) / 3, 12);
    }
    const means = trials.map(({ mean }) => mean);
    expect(means).toEqual([...means].sort((a, b) => b - a));
    expect(best).toBe(trials[0]!.options);
  });

  test('never ends with a worse result than the base options', async () => {
    const { trials } = await search();
    const base = trials.find(({ options }) => JSON.stringify(options) === JSON.stringify(BASE));
    expect(trials[0]!.mean).toBeGreaterThanOrEqual(base!.mean);
  });

  test('finds the same options with the same seed', async () => {
    expect(await search()).toEqual(await search());
  });
});

describe('successive halving', () => {
  test('gives more trees to fewer candidates, and lists each candidate once', async () => {
    const { trials, best } = await search({ strategy: 'halving', trials: 9 });
    expect(trials.map(({ options }) => options.nEstimators)).toEqual([9, 9, 9, 3, 3, 3, 3, 3, 3]);
    expect(best.nEstimators).toBe(9);
    const withoutTrees = trials.map(({ options }) =>
      JSON.stringify({ ...options, nEstimators: 0 }),
    );
    expect(new Set(withoutTrees).size).toBe(9);
  });

  test('with one candidate is a cross-validation of it', async () => {
    const { trials } = await search({ strategy: 'halving', trials: 1 });
    expect(trials.map(({ options }) => options)).toEqual([BASE]);
  });
});

test('of a loss, the lowest is the best', async () => {
  const loss = (validation: Uint32Array, scores: Float64Array) => validation.length / scores.length;
  let calls = 0;
  const score = (...given: Parameters<typeof loss>) => loss(...given) + (calls++ % 7);
  const { trials } = await search({ score, isHigherBetter: false });
  const means = trials.map(({ mean }) => mean);
  expect(means).toEqual(means.toSorted((a, b) => a - b));
  expect(new Set(means).size).toBeGreaterThan(1);
});

test('a fold without a defined score is refused: nothing can be compared by it', async () => {
  const found = search({ score: (validation) => (validation.includes(5) ? null : 1) });
  await expect(found).rejects.toThrow(/^Found no defined score of fold [123], which has \d+ rows/);
});

describe('on the way', () => {
  test.each(['random', 'halving'] as const)(
    '%s counts its trees up to the total',
    async (strategy) => {
      const seen: number[] = [];
      let last = 0;
      await search({
        strategy,
        onTree(finished, total) {
          seen.push(finished);
          last = total;
        },
      });
      expect(seen).toEqual(Array.from({ length: last }, (_, i) => i + 1));
    },
  );

  test('it can be cancelled', async () => {
    const controller = new AbortController();
    const cancelled = search({
      signal: controller.signal,
      onTree: (finished) => {
        if (finished === 20) controller.abort();
      },
    });
    await expect(cancelled).rejects.toThrow(TrainingCancelledError);
  });
});
