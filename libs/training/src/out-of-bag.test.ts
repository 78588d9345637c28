import { ForestBuilder } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { regressionTable } from '../test/tables.ts';
import type { FitResult } from './engine.ts';
import { ModelNotTrainedError } from './errors.ts';
import { requireOutOfBag, scoreOutOfBag } from './out-of-bag.ts';

const dataset = regressionTable([[1, 2, 3, 4]], [0, 0, 1, 1]);

/** Two trees of one split each: up to 2 the answers are 10 and 20, above it 30 and 40. */
const builder = new ForestBuilder(1, 1);
for (const [low, high] of [
  [10, 30],
  [20, 40],
] as const) {
  builder.addSplit({ feature: 0, threshold: 2, missingLeft: false });
  builder.addLeaf([low]);
  builder.addLeaf([high]);
}
const forest = builder.build();

test('a row is scored by the trees whose bag lacks it, and left away when there are none', () => {
  const bags = [Uint32Array.of(3, 3, 0), Uint32Array.of(0, 2, 2)];
  const { rows, scores } = scoreOutOfBag(
    forest,
    dataset,
    Uint32Array.of(3, 2, 1, 0),
    (tree) => bags[tree]!,
  );
  expect(Array.from(rows)).toEqual([1, 2, 3]); // row 0 is in both bags
  expect(Array.from(scores)).toEqual([15, 30, 40]);
});

test('a row that the fit did not have is not out of its bags', () => {
  const { rows } = scoreOutOfBag(forest, dataset, Uint32Array.of(2, 1, 1), () => Uint32Array.of(1));
  expect(Array.from(rows)).toEqual([2]);
});

test('scores that a fit must have are returned, or missed with a remedy', () => {
  const result: FitResult = { forest, importances: Float64Array.of(1) };
  expect(() => requireOutOfBag(result)).toThrow(ModelNotTrainedError);
  expect(() => requireOutOfBag(result)).toThrow(/without bootstrap.*cross-validation/);
  const outOfBag = { rows: Uint32Array.of(0), scores: Float64Array.of(1) };
  expect(requireOutOfBag({ ...result, outOfBag })).toBe(outOfBag);
});
