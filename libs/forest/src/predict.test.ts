import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cases, plant, walk } from '../test/trees.ts';
import { argMax, ForestBuilder, predictBatch, predictRow, validateForest } from './index.ts';
import type { Combination, Link } from './index.ts';

test('a row is answered as a recursive walk over tree objects answers it, bit by bit', () => {
  fc.assert(
    fc.property(cases, (c) => {
      const forest = plant(c);
      for (const row of c.rows) {
        const expected = new Float64Array(c.outputCount);
        for (const tree of c.trees) walk(tree, row).forEach((value, k) => (expected[k]! += value));
        expected.forEach((sum, k) => (expected[k] = sum / c.trees.length));
        expect(predictRow(forest, row)).toEqual(expected);
      }
    }),
    { numRuns: 500 },
  );
});

describe('what the trees answer becomes a prediction', () => {
  const link = (kind: Link['kind'], factor = 1): Link => ({ kind, factor });

  /** Two trees that answer whatever comes in. */
  function answers(combination: Partial<Combination>, outputs: number, ...leaves: number[][]) {
    const builder = new ForestBuilder(1, outputs, combination);
    leaves.forEach((leaf, tree) => {
      if (combination.oneScoreATree === true) builder.startTree(tree % outputs);
      builder.addLeaf(leaf);
    });
    const forest = builder.build();
    validateForest(forest);
    return [...predictRow(forest, Float64Array.of(0))];
  }

  test.each<[string, Partial<Combination>, number, number[][], number[]]>([
    ['sum', {}, 1, [[1], [2]], [3]],
    ['base score', { baseScore: Float64Array.of(0.5) }, 1, [[1], [2]], [3.5]],
    ['binary logistic', { link: link('binary-logistic', 2) }, 2, [[1], [-1]], [0.5, 0.5]],
    ['logistic', { link: link('logistic') }, 2, [[0, Math.log(3)]], [0.5, 0.75]],
    ['softmax', { link: link('softmax') }, 2, [[1000, 1000 + Math.log(3)]], [0.25, 0.75]],
    ['exp', { link: link('exp') }, 1, [[Math.LN2], [Math.LN2]], [4]],
    ['expm1', { link: link('expm1') }, 1, [[Math.LN2], [Math.LN2]], [3]],
    ['log1p-exp', { link: link('log1p-exp') }, 2, [[0, 800]], [Math.LN2, 800]],
    ['signed square', { link: link('signed-square') }, 1, [[-3]], [-9]],
    ['a score a tree', { oneScoreATree: true }, 2, [[1], [2], [4]], [5, 2]],
  ])('%s', (_, combination, outputs, leaves, expected) => {
    const found = answers({ aggregation: 'sum', ...combination }, outputs, ...leaves);
    expect(found).toHaveLength(expected.length);
    found.forEach((output, k) => expect(output).toBeCloseTo(expected[k]!, 12));
  });

  test('a mean divides each score by the trees that add to it', () => {
    expect(answers({ oneScoreATree: true }, 2, [1], [2], [4])).toEqual([2.5, 2]);
  });

  test('scores are rounded after each addition where the forest says so', () => {
    const small = 2 ** -24;
    const leaves = [[1], [small], [small]];
    expect(answers({ aggregation: 'sum', roundsScores: true }, 1, ...leaves)).toEqual([1]);
    expect(answers({ aggregation: 'sum' }, 1, ...leaves)).toEqual([1 + 2 * small]);
  });

  test('inputs are rounded before they are compared where the forest says so', () => {
    const builder = new ForestBuilder(1, 1, { roundsInputs: true });
    builder.addSplit({ feature: 0, threshold: Math.fround(0.1), missingLeft: false });
    builder.addLeaf([1]);
    builder.addLeaf([2]);
    const forest = builder.build();
    expect(predictRow(forest, Float64Array.of(0.1 + 1e-12))[0]).toBe(1);
    expect(predictRow({ ...forest, roundsInputs: false }, Float64Array.of(0.2))[0]).toBe(2);
  });
});

test('a batch equals its rows to the bit', () => {
  fc.assert(
    fc.property(cases, (c) => {
      const forest = plant(c);
      const batch = predictBatch(forest, Float64Array.from(c.rows.flatMap((row) => [...row])));
      const single = c.rows.flatMap((row) => [...predictRow(forest, row)]);
      expect(batch).toEqual(Float64Array.from(single));
    }),
  );
});

test('the order of the trees does not change a vote beyond rounding', () => {
  const share = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: 3,
    maxLength: 3,
  });
  const votes = fc.array(share, { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(votes, fc.infiniteStream(fc.double({ noNaN: true })), (answers, stream) => {
      const shuffled = answers
        .map((answer) => ({ answer, key: stream.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ answer }) => answer);
      const [one, other] = [answers, shuffled].map((trees) =>
        predictRow(
          plant({
            featureCount: 1,
            outputCount: 3,
            trees: trees.map((answer) => ({ answer })),
            rows: [],
          }),
          Float64Array.of(0),
        ),
      );
      one!.forEach((value, k) => {
        expect(Math.abs(value - other![k]!)).toBeLessThanOrEqual(answers.length * Number.EPSILON);
      });
    }),
  );
});

test('distributions in the leaves give a distribution as answer', () => {
  const distribution = fc
    .array(fc.nat(1000), { minLength: 4, maxLength: 4 })
    .filter((counts) => counts.some((count) => count > 0))
    .map((counts) => counts.map((count) => count / counts.reduce((a, b) => a + b)));
  fc.assert(
    fc.property(fc.array(distribution, { minLength: 1, maxLength: 100 }), (answers) => {
      const builder = new ForestBuilder(1, 4);
      answers.forEach((answer) => builder.addLeaf(answer));
      const scores = predictRow(builder.build(), Float64Array.of(1));
      expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
      expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }),
  );
});

test('the answer goes into the given array, whatever was in it, and is returned', () => {
  const builder = new ForestBuilder(1, 2);
  builder.addLeaf([0.25, 0.75]);
  const out = Float64Array.of(NaN, 9);
  expect(predictRow(builder.build(), Float64Array.of(0), out)).toBe(out);
  expect([...out]).toEqual([0.25, 0.75]);
});

test('a row, an output or a batch of the wrong length is refused', () => {
  const builder = new ForestBuilder(2, 1);
  builder.addLeaf([1]);
  const forest = builder.build();
  expect(() => predictRow(forest, new Float64Array(3))).toThrow(
    new RangeError('Found 3 numbers in row, expected 2.'),
  );
  expect(() => predictRow(forest, new Float64Array(2), new Float64Array(2))).toThrow(
    new RangeError('Found 2 numbers in out, expected 1.'),
  );
  expect(() => predictBatch(forest, new Float64Array(5))).toThrow(
    new RangeError('Found 5 numbers, expected a multiple of the 2 features.'),
  );
  expect(predictBatch(forest, new Float64Array(0))).toHaveLength(0);
});

test('argMax is the first of the largest', () => {
  expect(argMax(Float64Array.of(0.2, 0.4, 0.4))).toBe(1);
  expect(argMax(Float64Array.of(-3))).toBe(0);
  expect(argMax(new Float64Array(0))).toBe(0);
});
