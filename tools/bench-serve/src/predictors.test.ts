import { expect, test } from 'vitest';

import { predictorsOf, requireEqualAnswers } from './predictors.ts';
import { seededForest, seededRows } from './seeded-forest.ts';

const shape = { trees: 5, leaves: 50, features: 4, outputs: 3, levels: 30 };
const predictors = predictorsOf(seededForest(shape, 1));
const rows = seededRows(shape, 50, 1);

test('predictors that agree pass', () => {
  expect(() => requireEqualAnswers(predictors, rows, 4)).not.toThrow();
});

test('one that is off by a bit is named, for a row alone and in a batch', () => {
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
    expect(() => requireEqualAnswers([reference!, wrong], rows, 4)).toThrow('by wrong for row 0');
  }
});
