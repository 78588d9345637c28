import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { cases, plant } from '../test/trees.ts';
import { combinations, randomForest, randomRows } from '../test/random-forest.ts';
import {
  compileForest,
  ForestBuilder,
  predictBatch,
  predictRow,
  rowWidth,
  validateForest,
} from './index.ts';
import type { Forest } from './index.ts';
import { prepare } from './compile-rows.ts';
import { rankOf, rankTables } from './compiled/rank-table.ts';
import { gatherThresholds } from './gather-thresholds.ts';
import { joinForests } from './join-forests.ts';
import { nodeCodes } from './node-codes.ts';
import { answerOfTree } from './predict.ts';

/** Both ways to predict answer the rows as the plain walk does; vitest's equality tells 0 from -0. */
function expectEqualAnswers(forest: Forest, rows: Float64Array): void {
  const { featureCount, outputCount } = forest;
  const predictor = compileForest(forest);
  const expected = predictBatch(forest, rows);
  expect(predictor.predictBatch(rows)).toEqual(expected);
  const out = new Float64Array(outputCount).fill(NaN);
  for (let i = 0; i * featureCount < rows.length; i++) {
    const row = rows.subarray(i * featureCount, (i + 1) * featureCount);
    predictor.predictRow(row, out);
    expect(out).toEqual(expected.subarray(i * outputCount, (i + 1) * outputCount));
    if (rowWidth(forest) === 1)
      expect(predictor.answerTrees(row)).toEqual(treeAnswers(forest, row));
  }
}

/** By the plain walk, of trees that answer one number each. */
function treeAnswers(forest: Forest, row: Float64Array): Float64Array {
  const { treeStart } = forest;
  return Float64Array.from(treeStart.subarray(1), (_, tree) => answerOfTree(forest, tree, row));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a compiled forest answers as the plain walk does, to the bit', () => {
  test('for any forest and row', () => {
    fc.assert(
      fc.property(cases, (c) => {
        expectEqualAnswers(plant(c), Float64Array.from(c.rows.flatMap((row) => [...row])));
      }),
      { numRuns: 300 },
    );
  });

  const shape = fc.record({
    seed: fc.integer(),
    trees: fc.integer({ min: 1, max: 40 }),
    features: fc.integer({ min: 1, max: 9 }),
    outputs: fc.constantFrom(1, 2, 3, 5, 26, 300),
    leaves: fc.constantFrom(1, 2, 8, 32, 33, 100),
    voteShare: fc.constantFrom(0, 0.5, 1),
    categoricalShare: fc.constantFrom(0, 0, 0.3),
    missingShare: fc.constantFrom(0, 0.2),
    levels: fc.constantFrom(4, 1000),
  });

  test('for forests of votes, shares or both, small and large, with and without missing values', () => {
    fc.assert(
      fc.property(shape, (s) => {
        expectEqualAnswers(randomForest(s), randomRows(s, 9));
      }),
      { numRuns: 80 },
    );
  });

  test('for any way to combine the trees', () => {
    fc.assert(
      fc.property(shape, combinations, (s, { outputs, combination }) => {
        for (const oddShare of [0, 0.3]) {
          const any = { ...s, outputs, combination, oddShare };
          expectEqualAnswers(randomForest(any), randomRows(any, 9));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('for leaves with terms, under every link', () => {
    fc.assert(
      fc.property(shape, combinations, (s, { outputs, combination }) => {
        const exact = { roundsInputs: false, roundsScores: false, oneScoreATree: true };
        const any = { ...s, outputs, combination: { ...combination, ...exact }, termShare: 0.7 };
        const forest = randomForest(any);
        validateForest(forest);
        expectEqualAnswers(forest, randomRows(any, 9));
      }),
      { numRuns: 100 },
    );
  });

  const wide = { seed: 7, trees: 9, features: 3, outputs: 3, leaves: 60, levels: 50 };
  const kinds = { voteShare: 0.9, categoricalShare: 0, missingShare: 0.1 };

  test.each([0, 1, 7, 8, 9, 1023, 1024, 1025, 2051])('for a batch of %d rows', (count) => {
    expectEqualAnswers(
      randomForest({ ...wide, ...kinds }),
      randomRows({ ...wide, ...kinds }, count),
    );
  });

  const small = { ...wide, leaves: 30, voteShare: 1, categoricalShare: 0, missingShare: 0.1 };

  test.each([
    ['one that shares', [[0.1, 0.2, 0.7]]],
    ['one that votes', [[0, 0, 1]]],
    [
      'two',
      [
        [0.1, 0.2, 0.7],
        [0.3, 0.3, 0.4],
      ],
    ],
  ])('for trees that vote and, behind them, trees of one leaf: %s', (_, answers) => {
    const leaves = answers.map((answer) => {
      const builder = new ForestBuilder(small.features, small.outputs);
      builder.addLeaf(answer);
      return builder.build();
    });
    const forest = joinForests([randomForest({ ...small, trees: 40 }), ...leaves]);
    expectEqualAnswers(forest, randomRows(small, 300));
    const tables = rankTables(gatherThresholds(forest));
    const nodes = nodeCodes(forest, (feature, value) => rankOf(tables[feature]!, value));
    const { masks } = prepare(forest, nodes, tables);
    expect(masks?.prior).toEqual(answers.length > 1 ? undefined : Float64Array.from(answers[0]!));
  });

  test.each([
    [1, 1, 3],
    [255, 40, 3],
    [256, 200, 2],
    [257, 129, 30],
    [1030, 100, 30],
  ])(
    'for a batch of %d rows by masks of %d small trees of %d features',
    (rows, trees, features) => {
      const votes = { ...small, trees, features };
      expectEqualAnswers(randomForest(votes), randomRows(votes, rows));
    },
  );

  const added = { ...wide, voteShare: 0.1, categoricalShare: 0, missingShare: 0.1 };

  test.each([
    [2, 9],
    [31, 9],
    [32, 259],
    [33, 9],
    [64, 9],
    [65, 9],
  ])('for trees of %d leaves whose numbers are added, in a batch of %d rows', (leaves, rows) => {
    for (const roundsScores of [false, true]) {
      for (const [kind, outputs] of [
        ['binary-logistic', 2],
        ['softmax', 5],
      ] as const) {
        const link = { kind, factor: 1 };
        const combination = {
          aggregation: 'sum',
          link,
          roundsScores,
          oneScoreATree: true,
        } as const;
        const sums = { ...added, leaves, outputs, trees: 37, features: 20, combination };
        expectEqualAnswers(randomForest(sums), randomRows(sums, rows));
      }
    }
  });

  test.each([1, 2, 15, 16, 17, 100, 129])('for %d trees', (trees) => {
    const many = { ...wide, ...kinds, trees };
    expectEqualAnswers(randomForest(many), randomRows(many, 20));
  });

  test('for trees that take megabytes', () => {
    const large = { ...wide, ...kinds, trees: 20, leaves: 20_000 };
    expectEqualAnswers(randomForest(large), randomRows(large, 20));
  });

  /** Takes the place of WebAssembly, and fails when a kernel is made. */
  const failing = (error: Error) => {
    function fail() {
      throw error;
    }
    return { Module: fail, Instance: fail };
  };

  test.each([
    ['WebAssembly', undefined],
    ['memory for it', failing(new RangeError('no memory'))],
  ])('without %s', (_, api) => {
    vi.stubGlobal('WebAssembly', api);
    for (const some of [{ ...wide, ...kinds }, small]) {
      expectEqualAnswers(randomForest(some), randomRows(some, 1030));
    }
  });

  test('an invalid kernel is reported instead of ignored', () => {
    vi.stubGlobal('WebAssembly', failing(new TypeError('not valid')));
    const forest = randomForest({ ...wide, ...kinds });
    const row = new Float64Array(forest.featureCount);
    expect(() => compileForest(forest).predictRow(row)).toThrow('not valid');
    expect(() => compileForest(forest).predictBatch(row)).toThrow('not valid');
  });

  test('for a batch of rows with more features than fit a large block', () => {
    const many = { ...wide, ...kinds, features: 700, leaves: 300 };
    expectEqualAnswers(randomForest(many), randomRows(many, 200));
  });

  test('for thresholds and slots too many for the compact words', () => {
    const features = 2 ** 12;
    const builder = new ForestBuilder(features, 1);
    const thresholds = 2 ** 16 + 1;
    for (let i = 0; i < features + thresholds; i++) {
      builder.addSplit({ feature: i < features ? i : 0, threshold: -i, missingLeft: false });
    }
    for (let i = 0; i <= features + thresholds; i++) builder.addLeaf([i / 8]);
    const row = Float64Array.from({ length: features }, (_, f) => -f - 0.5);
    expectEqualAnswers(builder.build(), row);
  });

  test('for a level of a category that any set may lack a bit for', () => {
    const builder = new ForestBuilder(1, 1);
    builder.addSplit({ feature: 0, levels: [0, 33], levelCount: 34, missingLeft: false });
    builder.addLeaf([0.25]);
    builder.addSplit({ feature: 0, levels: [1], levelCount: 2, missingLeft: true });
    builder.addLeaf([0.5]);
    builder.addLeaf([0.75]);
    const rows = Float64Array.of(0, 1, 2, 33, 34, 64, 2 ** 31 - 1, 2 ** 31, 0.5, -1, NaN);
    expectEqualAnswers(builder.build(), rows);
  });
});

describe('the arrays of a predictor', () => {
  const builder = new ForestBuilder(2, 3);
  builder.addSplit({ feature: 1, threshold: 0, missingLeft: true });
  builder.addLeaf([0, 1, 0]);
  builder.addLeaf([0, 0, 1]);
  const forest = builder.build();
  const predictor = compileForest(forest);

  test('give the numbers of features and outputs', () => {
    expect([predictor.featureCount, predictor.outputCount]).toEqual([2, 3]);
  });

  test('are returned if they are passed, whatever they held, and are new otherwise', () => {
    const out = new Float64Array(3).fill(NaN);
    expect(predictor.predictRow(Float64Array.of(0, NaN), out)).toBe(out);
    expect([...out]).toEqual([0, 1, 0]);
    const answers = new Float64Array(6).fill(9);
    expect(predictor.predictBatch(Float64Array.of(0, 1, 0, 0), answers)).toBe(answers);
    expect([...answers]).toEqual([0, 0, 1, 0, 1, 0]);
    const row = Float64Array.of(0, 1);
    expect(predictor.predictRow(row)).not.toBe(predictor.predictRow(row));
    expect(predictor.predictRow(row)).toEqual(predictRow(forest, row));
  });

  test('of the wrong length are refused', () => {
    expect(() => predictor.predictRow(new Float64Array(3))).toThrow(
      new RangeError('Found 3 numbers in row, expected 2.'),
    );
    expect(() => predictor.predictRow(new Float64Array(2), new Float64Array(2))).toThrow(
      new RangeError('Found 2 numbers in out, expected 3.'),
    );
    expect(() => predictor.predictBatch(new Float64Array(5))).toThrow(
      new RangeError('Found 5 numbers, expected a multiple of the 2 features.'),
    );
    expect(() => predictor.predictBatch(new Float64Array(4), new Float64Array(5))).toThrow(
      new RangeError('Found 5 numbers in out, expected 6.'),
    );
  });
});
