import fc from 'fast-check';
import { expect, test } from 'vitest';

import { compileForest } from './compile-forest.ts';
import { ForestBuilder } from './forest-builder.ts';
import { predictionInterval, spreadOfTrees } from './prediction-interval.ts';

function forestOf(answers: readonly number[]) {
  const builder = new ForestBuilder(1, 1);
  for (const answer of answers) builder.addLeaf([answer]);
  return builder.build();
}

const ROW = Float64Array.of(0);
const size = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });

test('the spread is the mean and the sample deviation of the trees that are asked', () => {
  const forest = forestOf([1, 5, 1e9 + 1, 1e9 + 2, 1e9 + 6]);
  expect(spreadOfTrees(forest, ROW, (tree) => tree < 2)).toEqual({ mean: 3, deviation: 8 ** 0.5 });
  expect(spreadOfTrees(forest, ROW, (tree) => tree > 1)).toEqual({
    mean: 1e9 + 3,
    deviation: 7 ** 0.5,
  });
  expect(spreadOfTrees(forest, ROW, (tree) => tree === 1)).toEqual({ mean: 5, deviation: 0 });
  expect(spreadOfTrees(forest, ROW, () => false)).toEqual({ mean: NaN, deviation: NaN });
});

test('the ends of an interval are finite and have the prediction between them', () => {
  const answers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
  const prediction = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(answers, size, size, prediction, (leaves, offset, factor, at) => {
      const { lower, upper } = predictionInterval(
        compileForest(forestOf(leaves)),
        { offset, factor },
        ROW,
        at,
      );
      expect(lower).toBeLessThanOrEqual(at);
      expect(upper).toBeGreaterThanOrEqual(at);
      expect([lower, upper].every(Number.isFinite)).toBe(true);
    }),
  );
});
