import { ForestBuilder } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { ownPredictors, requireEqualAnswers } from './predictors.ts';
import { largestDifference } from './serve-table.ts';

const builder = new ForestBuilder(2, 3);
builder.addSplit({ feature: 1, threshold: 0.5, missingLeft: false });
builder.addLeaf([1, 0, 0]);
builder.addLeaf([0, 0.25, 0.75]);
const rows = Float64Array.of(0, 0, 0, 1, 1, NaN);
const predictors = ownPredictors(builder.build(), rows);

test('predictors that agree pass', () => {
  expect(() => requireEqualAnswers(predictors, rows, 2)).not.toThrow();
});

test('a predictor that differs by one bit is named, for a single row and in a batch', () => {
  const off = (answers: Float64Array) => {
    answers[2]! += Number.EPSILON;
    return answers;
  };
  const [reference, compiled] = predictors;
  const wrongAlone = {
    ...compiled!,
    name: 'wrong',
    predictRow: (row: Float64Array, out: Float64Array) => off(compiled!.predictRow(row, out)),
  };
  const wrongInBatch = {
    ...compiled!,
    name: 'wrong',
    predictBatch: (batch: Float64Array) => off(compiled!.predictBatch(batch)),
  };
  for (const wrong of [wrongAlone, wrongInBatch]) {
    expect(() => requireEqualAnswers([reference!, wrong], rows, 2)).toThrow('by wrong for row 0');
  }
});

test('the largest difference is found, and other lengths are infinitely different', () => {
  expect(largestDifference(Float64Array.of(0, 1), Float64Array.of(0.5, 1.25))).toBe(0.5);
  expect(largestDifference(Float64Array.of(0), Float64Array.of(0, 0))).toBe(Infinity);
});
