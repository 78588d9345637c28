import { nodeCount, treeCount, validateForest } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { seededForest, seededRows } from './seeded-forest.ts';

const shape = { trees: 5, leaves: 50, features: 4, outputs: 3, levels: 30 };

test('a seeded forest is a forest of the shape asked for', () => {
  const forest = seededForest(shape, 1);
  validateForest(forest);
  expect(treeCount(forest)).toBe(5);
  expect(nodeCount(forest)).toBe(5 * 99);
  expect([forest.featureCount, forest.outputCount]).toEqual([4, 3]);
});

test('the same seed makes the same forest and rows, another seed others', () => {
  expect(seededForest(shape, 1)).toEqual(seededForest(shape, 1));
  expect(seededForest(shape, 1)).not.toEqual(seededForest(shape, 2));
  expect(seededRows(shape, 9, 1)).toEqual(seededRows(shape, 9, 1));
  expect(seededRows(shape, 9, 1)).not.toEqual(seededRows(shape, 9, 2));
});

test('rows hold levels', () => {
  const rows = seededRows(shape, 1000, 1);
  expect(rows).toHaveLength(4000);
  expect(rows.every((value) => Number.isInteger(value) && value >= 0 && value < 30)).toBe(true);
});

test('a box that cannot be divided further ends a tree early', () => {
  const forest = seededForest({ ...shape, features: 1, levels: 2 }, 1);
  expect(nodeCount(forest)).toBe(5 * 3);
});
