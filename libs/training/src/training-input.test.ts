import { DEFAULT_GROWTH_LIMITS } from '@lambda-forest/histogram';
import type { GrowthProblem } from '@lambda-forest/histogram';
import { expect, test } from 'vitest';

import { TrainingInputError } from './errors.ts';
import { requireGrowable } from './training-input.ts';

test('a table that is too large for a tree is refused, with the shards that it takes', () => {
  const bins = { kind: 'categorical', codeCount: 2 } as const;
  const problem: GrowthProblem = {
    table: {
      rowCount: 0,
      features: Array.from({ length: 50 }, () => bins),
      codes: new Uint16Array(0),
    },
    target: { kind: 'classification', classCount: 2, values: new Int32Array(0) },
    limits: DEFAULT_GROWTH_LIMITS,
  };
  const rows = 1e8;
  const found = () => requireGrowable(problem, rows);
  expect(found).toThrow(TrainingInputError);
  expect(found).toThrow(
    'Found 100,000,000 rows of 50 features to grow a tree on, which takes 20.0 GB',
  );
  const shards = Number(
    /row-shards}=(\d+)|row-shards.*?=(\d+)/.exec(messageOf(found))!.slice(1).find(Boolean),
  );
  expect(shards).toBe(5);
  expect(() => requireGrowable(problem, rows / shards)).not.toThrow();
});

function messageOf(found: () => void): string {
  try {
    found();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
