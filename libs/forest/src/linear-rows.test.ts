import { expect, test } from 'vitest';

import { ForestBuilder, LARGEST_LINEAR, predictRow, validateForest } from './index.ts';
import type { Forest, LinearRows, Link } from './index.ts';

const TINY = Math.fround(1e-35);

/** One leaf: 1 + 2 a - b / 2, or 7. */
function leaf(kind: Link['kind'] = 'identity'): Forest {
  const builder = new ForestBuilder(2, 1, { aggregation: 'sum', link: { kind, factor: 1 } });
  builder.addLeaf([7], undefined, { features: [2, 0, 1], coefficients: [1, 2, -0.5] });
  return builder.build();
}

test.each([
  [[3, 4], 5],
  [[-0, 0], 1],
  [[NaN, 4], 7],
  [[3, NaN], 7],
  [[1e300, 0], LARGEST_LINEAR],
  [[-Number.MAX_VALUE, 0], -LARGEST_LINEAR],
  [[Infinity, Infinity], 7],
])('a leaf with terms answers %j with %d', (row, expected) => {
  expect(predictRow(leaf(), Float64Array.from(row))[0]).toBe(expected);
});

test('terms are added in their order', () => {
  const builder = new ForestBuilder(2, 1);
  const terms = { features: [2, 1, 0], coefficients: [1, 1, 1] };
  builder.addLeaf([0], undefined, terms);
  const row = Float64Array.of(-1e16, 1e16);
  expect(predictRow(builder.build(), row)[0]).toBe(1 + 1e16 - 1e16);
});

test('a number of at most 1e-35 counts as 0', () => {
  const builder = new ForestBuilder(1, 1);
  builder.addLeaf([0], undefined, { features: [0], coefficients: [1e35] });
  const answer = (x: number) => predictRow(builder.build(), Float64Array.of(x))[0]!;
  expect([TINY, -TINY, 1.1e-35].map(answer)).toEqual([0, 0, 1e35 * 1.1e-35]);
});

test.each([
  ['exp', 1e6, Number.MAX_VALUE],
  ['exp', -1e6, 0],
  ['expm1', -1e6, -1],
  ['negative-exp', -1e6, -Number.MAX_VALUE],
  ['signed-square', -1e200, -Number.MAX_VALUE],
] as const)('%s answers %d with a finite number', (kind, a, expected) => {
  expect(predictRow(leaf(kind), Float64Array.of(a, 0))[0]).toBe(expected);
});

test('leaves share a row if their terms are equal too', () => {
  const builder = new ForestBuilder(2, 1);
  const terms = { features: [0], coefficients: [0.5] };
  builder.addLeaf([1]);
  for (const each of [terms, terms, { ...terms, features: [1] }, { ...terms, features: [2] }]) {
    builder.addLeaf([1], undefined, each);
  }
  const { next, linear } = builder.build();
  expect([...next]).toEqual([0, 1, 1, 2, 3]);
  expect(linear).toEqual({
    start: Uint32Array.of(0, 0, 1, 2, 3),
    feature: Uint32Array.of(0, 1, 2),
    coefficient: Float64Array.of(0.5, 0.5, 0.5),
  });
});

test.each([
  ['a coefficient that is not finite', { coefficients: [Infinity] }],
  ['a feature without a coefficient', { coefficients: [] }],
])('the builder refuses %s', (_, change) => {
  const terms = { features: [0], ...change };
  expect(() => new ForestBuilder(1, 1).addLeaf([1], undefined, terms)).toThrow('leaf that answers');
});

test.each<[string, Partial<LinearRows>, string]>([
  ['too few starts', { start: Uint32Array.of(2) }, 'do not cover 0 rows'],
  ['a start above 0', { start: Uint32Array.of(1, 3) }, 'do not cover'],
  ['an end before the start', { start: Uint32Array.of(0, 2) }, 'do not cover'],
  ['an end behind the terms', { start: Uint32Array.of(0, 4) }, 'do not cover'],
  ['no term', { feature: new Uint32Array(0) }, 'do not cover'],
  ['a feature that there is not', { feature: Uint32Array.of(0, 1, 3) }, 'Found linear that'],
  ['fewer coefficients', { coefficient: Float64Array.of(1) }, 'do not cover'],
  ['an infinite coefficient', { coefficient: Float64Array.of(1, 0, Infinity) }, 'coefficient[2]'],
  ['starts that descend', { start: Uint32Array.of(0, 4, 3) }, 'do not cover 2 rows'],
])('a forest with %s is refused', (_, change, problem) => {
  const forest = leaf();
  validateForest(forest);
  const linear = { ...forest.linear!, ...change };
  const values = new Float64Array(linear.start.length - 1);
  expect(() => validateForest({ ...forest, values, linear })).toThrow(problem);
});

test.each([{ roundsInputs: true }, { roundsScores: true }])('terms do not fit %j', (change) => {
  expect(() => validateForest({ ...leaf(), ...change })).toThrow('Found linear that');
});
