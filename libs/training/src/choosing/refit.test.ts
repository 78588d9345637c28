import { expect, test } from 'vitest';

import { DEFAULT_BOOSTING_OPTIONS } from '../boosting-options.ts';
import { DEFAULT_FOREST_OPTIONS } from '../forest-options.ts';
import { refined } from './refit.ts';

const FOREST = DEFAULT_FOREST_OPTIONS;

test('boosting is refitted as several models, as long as the trees do not become too many', () => {
  const options = { ...DEFAULT_BOOSTING_OPTIONS, maxIter: 100 };
  const refit = (outputs: number) => refined(options, { outputs, rows: 500 });
  expect(refit(1)).toEqual({ ...options, nModels: 3 });
  expect(refit(12)).toEqual({ ...options, nModels: 2 });
  expect(refit(100)).toEqual(options);
  const blend = { learner: 'blend', forest: FOREST, boosting: options } as const;
  expect(refined(blend, { outputs: 1, rows: 500 })).toEqual({
    ...blend,
    boosting: { ...options, nModels: 3 },
  });
});

test('a forest is refitted as a larger one, as long as there are few rows', () => {
  const treesOf = (rows: number, nEstimators = 100) => {
    const options = refined({ ...FOREST, nEstimators }, { outputs: 1, rows });
    return options.learner === 'forest' && options.nEstimators;
  };
  expect([1_000, 2_000, 3_000, 100_000].map((rows) => treesOf(rows))).toEqual([300, 150, 100, 100]);
  expect(treesOf(1_000, 500)).toBe(500);
});
