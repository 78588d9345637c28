import { ForestBuilder, predictBatch } from '@lambda-forest/forest';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ForeignModelError } from '../errors.ts';
import { evenLeaves, requireEven, STEP_FACTOR, STEP_LEAF } from './step.ts';

/** The chance of the second class that a margin has. */
function stepOf(margin: number): number {
  const builder = new ForestBuilder(1, 2, {
    aggregation: 'sum',
    baseScore: new Float64Array(0),
    link: { kind: 'binary-logistic', factor: STEP_FACTOR },
    roundsInputs: true,
    roundsScores: true,
    oneScoreATree: false,
  });
  builder.addLeaf([margin]);
  builder.addLeaf(STEP_LEAF);
  return predictBatch(builder.build(), Float64Array.of(0))[1]!;
}

test.each([0, -0, 2 ** -148, -(2 ** -148), 2 ** -126, -1e-30, 3.4028234663852886e38])(
  'a margin of %s is its sign',
  (margin) => {
    expect(stepOf(margin)).toBe(margin > 0 ? 1 : 0);
  },
);

test('any even margin is its sign', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (number) => {
      const margin = Math.abs(number) < 2 ** -125 ? Math.fround(number * 2 ** 24) : number;
      expect(stepOf(margin)).toBe(margin > 0 ? 1 : 0);
    }),
  );
});

test('the least float32, which the last tree would hide, is refused', () => {
  expect(() => requireEven([1, -3 * 2 ** -149])).toThrow(ForeignModelError);
  expect(() => evenLeaves(() => ({ leaf: [2 ** -149] }))(0)).toThrow(/no number below 1e-37/);
  expect(evenLeaves(() => ({ leaf: [0.1] }))(0)).toEqual({ leaf: [0.1] });
});
