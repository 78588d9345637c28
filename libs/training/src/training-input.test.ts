import { DEFAULT_GROWTH_LIMITS } from '@lambda-forest/histogram';
import type { GrowthProblem } from '@lambda-forest/histogram';
import { expect, test } from 'vitest';

import { TrainingInputError } from './errors.ts';
import { requireGrowable } from './training-input.ts';

test.each([
  [50, 1e8, '100,000,000 rows of 50 features to grow a tree on, which takes 9.4 GB', 3],
  [4, 8e7, '80,000,000 rows to grow a tree on, expected at most 67,108,864.', 2],
])('a table of %i features is too large for a tree at %i rows', (width, rows, message, enough) => {
  const bins = { kind: 'categorical', codeCount: 2 } as const;
  const problem: GrowthProblem = {
    table: {
      rowCount: 0,
      features: Array.from({ length: width }, () => bins),
      columns: [],
    },
    target: { kind: 'classification', classCount: 2, values: new Int32Array(0) },
    limits: DEFAULT_GROWTH_LIMITS,
  };
  const growable = (rowCount: number) =>
    requireGrowable(problem, { rowCount, fitRows: rowCount, bootstrap: true });
  const found = () => growable(rows);
  expect(found).toThrow(TrainingInputError);
  expect(found).toThrow(`Found ${message}`);
  const shards = Number(
    /row-shards}=(\d+)|row-shards.*?=(\d+)/.exec(messageOf(found))!.slice(1).find(Boolean),
  );
  expect(shards).toBe(enough);
  expect(() => growable(rows / shards)).not.toThrow();
});

function messageOf(found: () => void): string {
  try {
    found();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
