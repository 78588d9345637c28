import { ForestBuilder } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { regressionTable } from '../test/tables.ts';
import { ModelNotTrainedError } from './errors.ts';
import { predictRows } from './predict-rows.ts';

const dataset = regressionTable([[1, 5, 9], [0, 0, 1]], [0, 0, 0]); // oxfmt-ignore
const builder = new ForestBuilder(2, 2);
builder.addSplit({ feature: 0, threshold: 5, missingLeft: false });
builder.addLeaf([1, 0]);
builder.addLeaf([0.25, 0.75]);
const forest = builder.build();

test('rows are answered in the given order, row by row', () => {
  const scores = predictRows(forest, dataset, Uint32Array.of(2, 1, 2));
  expect(Array.from(scores)).toEqual([0.25, 0.75, 1, 0, 0.25, 0.75]);
  expect(predictRows(forest, dataset, new Uint32Array(0))).toHaveLength(0);
});

test('many rows are answered as few are, and changed before if asked to', () => {
  const rows = Uint32Array.from({ length: 5_000 }, (_, i) => (i * 7) % 3);
  const expected = Array.from(rows).flatMap((row) => (row === 2 ? [0.25, 0.75] : [1, 0]));
  expect(Array.from(predictRows(forest, dataset, rows))).toEqual(expected);
  const negative = predictRows(forest, dataset, rows, (row) => void (row[0] = -row[0]!));
  expect(new Set(negative)).toEqual(new Set([1, 0]));
});

test('a forest without trees is refused', () => {
  const empty = { ...forest, treeStart: Uint32Array.of(0) };
  expect(() => predictRows(empty, dataset, Uint32Array.of(0))).toThrow(ModelNotTrainedError);
});

test('a table with another number of features is refused', () => {
  const narrow = regressionTable([[1]], [0]);
  expect(() => predictRows(forest, narrow, Uint32Array.of(0))).toThrow(RangeError);
});
