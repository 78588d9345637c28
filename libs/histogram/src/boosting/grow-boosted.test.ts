import { CATEGORICAL, LEAF, MISSING_LEFT, predictRow, treeCount } from '@lambda-forest/forest';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { rawProblems } from '../../test/problems.ts';
import type { RawProblem } from '../../test/problems.ts';
import { binTable } from '../binning/bin-table.ts';
import { Xoshiro128 } from '../random/xoshiro128.ts';
import { DEFAULT_BOOSTING_LIMITS } from './boosting.ts';
import type { BoostedForest, BoostingLimits, BoostingProblem } from './boosting.ts';
import { growBoosted } from './grow-boosted.ts';

const SMALL: BoostingLimits = {
  ...DEFAULT_BOOSTING_LIMITS,
  rounds: 3,
  maxLeaves: 6,
  minSamplesLeaf: 1,
  minSamplesLevel: 1,
  categoryL2: 0,
  categorySmoothing: 0,
};

function problemOf(
  { columns, target, weights }: RawProblem,
  limits: Partial<BoostingLimits> = {},
): BoostingProblem {
  const table = binTable(columns);
  return {
    table,
    target,
    weights,
    loss: { kind: 'squared_error' },
    rows: Uint32Array.from({ length: table.rowCount }, (_, row) => row),
    limits: { ...SMALL, ...limits },
    randomState: 7,
  };
}

const numeric = (values: readonly number[]) => ({
  kind: 'numeric' as const,
  values: Float64Array.from(values),
});
const quantity = (columns: RawProblem['columns'], values: readonly number[]): RawProblem => ({
  columns,
  target: { kind: 'regression', values: Float64Array.from(values) },
});

const boost = (problem: BoostingProblem): Promise<BoostedForest> =>
  growBoosted(problem, { threads: 1 });

/** The scores of a row of values: what comes before the link. */
function scoresOf({ forest }: BoostedForest, row: readonly number[]): Float64Array {
  const link = { kind: 'identity' as const, factor: 1 };
  const outputCount = forest.link.kind === 'binary-logistic' ? 1 : forest.outputCount;
  return predictRow({ ...forest, link, outputCount }, Float64Array.from(row));
}

/** A leaf's answer, or undefined for a split. */
const answerOf = ({ forest }: BoostedForest, node: number) =>
  forest.feature[node] === LEAF ? forest.values[forest.next[node]!] : undefined;

const boostable = rawProblems(40).filter(
  ({ target }) => target.kind === 'regression' || target.classCount > 1,
);

test('a tree of two leaves adds -G / (H + l2) times the learning rate', async () => {
  const grown = await boost(
    problemOf(quantity([numeric([1, 2, 3, 4])], [0, 0, 6, 10]), { rounds: 1, maxLeaves: 2, l2: 2 }),
  );
  const { forest, rounds, importances } = grown;
  expect(forest.aggregation).toBe('sum');
  expect(forest.baseScore).toEqual(Float64Array.of(4));
  expect(forest.feature).toEqual(Int32Array.of(0, LEAF, LEAF));
  expect(forest.threshold[0]).toBe(2.5);
  expect([1, 2].map((node) => answerOf(grown, node))).toEqual([0.1 * (-8 / 4), 0.1 * (8 / 4)]);
  expect(forest.cover).toEqual(Float64Array.of(2, 2));
  expect(rounds).toBe(1);
  expect(importances).toEqual(Float64Array.of(1));
});

test('without a split there is a tree that adds nothing', async () => {
  const grown = await boost(problemOf(quantity([numeric([1, 1])], [2, 4])));
  expect(grown.rounds).toBe(0);
  expect(grown.importances).toEqual(Float64Array.of(0));
  expect(scoresOf(grown, [1])).toEqual(Float64Array.of(3));
});

test('weights count: a row of weight 3 is three rows', async () => {
  const x = [1, 1, 2, 2, 2, 2];
  const y = [0, 1, 5, 8, 8, 8];
  const all = await boost(problemOf(quantity([numeric(x)], y), { maxLeaves: 2 }));
  const columns = [numeric([1, 1, 2, 2])];
  const weighted = await boost({
    ...problemOf(quantity(columns, [0, 1, 5, 8]), { maxLeaves: 2 }),
    weights: Float64Array.of(1, 1, 1, 3),
  });
  for (const value of [1, 2]) {
    expect(scoresOf(weighted, [value])[0]).toBeCloseTo(scoresOf(all, [value])[0]!, 6);
  }
});

test('missing values go where the loss falls more', async () => {
  for (const [missing, expected] of [
    [0, MISSING_LEFT],
    [9, 0],
  ] as const) {
    const x = [1, 2, 3, 4, NaN, NaN];
    const problem = problemOf(quantity([numeric(x)], [0, 0, 9, 9, missing, missing]), {
      maxLeaves: 2,
    });
    const { forest } = await boost(problem);
    expect(forest.flags[0]).toBe(expected);
  }
});

test('levels are grouped by what they add, whatever their order', async () => {
  const values = Float64Array.of(0, 1, 2, 3, 0, 1, 2, 3);
  const columns = [{ kind: 'categorical' as const, levelCount: 4, values }];
  const problem = problemOf(quantity(columns, [9, 0, 9, 0, 9, 0, 9, 0]), { maxLeaves: 2 });
  const { forest } = await boost({ ...problem, limits: { ...problem.limits, rounds: 1 } });
  expect(forest.flags[0]! & CATEGORICAL).toBe(CATEGORICAL);
  expect([0b0101, 0b1010]).toContain(forest.categorySetBits[0]);
  expect(forest.values.length).toBe(2);
});

test('the trees do not depend on the order of the rows', async () => {
  await fc.assert(
    fc.asyncProperty(boostable, fc.nat(), async ({ columns, target, weights }, seed) => {
      const random = new Xoshiro128([seed, 1, 2, 3]);
      const { length } = target.values;
      const order = Array.from({ length }, (_, row) => ({ row, by: random.next() }))
        .sort((a, b) => a.by - b.by)
        .map(({ row }) => row);
      const problem = problemOf({ columns, target, weights });
      // A base score is added up in the rows' order: it is whole here.
      const first = await boost({ ...problem, target: wholeTarget(target), weights: undefined });
      const other = await boost({
        ...problem,
        target: wholeTarget(target),
        weights: undefined,
        rows: Uint32Array.from(order),
      });
      expect(other).toStrictEqual(first);
    }),
    { numRuns: 150 },
  );
});

function wholeTarget(target: RawProblem['target']): RawProblem['target'] {
  return target.kind === 'classification'
    ? target
    : { ...target, values: target.values.map((value) => Math.round(value) || 0) };
}

test('the same seed draws the same rows and features, as many as asked for', async () => {
  await fc.assert(
    fc.asyncProperty(boostable, fc.nat(), async (raw, randomState) => {
      const limits = { rowFraction: 0.6, featureFraction: 0.5 };
      const problem = { ...problemOf(raw, limits), randomState };
      const first = await boost(problem);
      expect(await boost(problem)).toStrictEqual(first);
      const total = Math.round(0.6 * problem.rows.length) || 1;
      for (let tree = 0, leaf = 0; tree < treeCount(first.forest); tree++) {
        const leaves = (first.forest.treeStart[tree + 1]! - first.forest.treeStart[tree]! + 1) / 2;
        const cover = first.forest.cover.subarray(leaf, (leaf += leaves));
        if (first.rounds > 0) expect(cover.reduce((sum, rows) => sum + rows)).toBe(total);
      }
    }),
    { numRuns: 60 },
  );
});

test('the opposite target has the opposite trees', async () => {
  await fc.assert(
    fc.asyncProperty(
      boostable.filter(({ target }) => target.kind === 'regression'),
      async (raw) => {
        const numbers = raw.columns.filter(({ kind }) => kind === 'numeric');
        if (numbers.length === 0) return;
        const values = wholeTarget(raw.target).values as Float64Array;
        const target = (sign: number): RawProblem => ({
          columns: numbers,
          target: { kind: 'regression', values: values.map((value) => sign * value || 0) },
        });
        const [first, opposite] = await Promise.all(
          [1, -1].map((sign) => boost(problemOf(target(sign)))),
        );
        expect(opposite!.rounds).toBe(first!.rounds);
        for (let row = 0; row < values.length; row++) {
          const x = numbers.map((column) => column.values[row]!);
          const [score] = scoresOf(first!, x);
          expect(scoresOf(opposite!, x)[0]! + score!).toBeCloseTo(0, 3);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('constrained predictions never fall, or never rise', async () => {
  const column = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 30, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(
      column,
      column,
      column,
      fc.constantFrom(-1 as const, 1 as const),
      async (a, b, y, way) => {
        for (const loss of [
          { kind: 'squared_error' as const },
          { kind: 'quantile' as const, quantile: 0.7 },
        ]) {
          const trees = await boost({
            ...problemOf(quantity([numeric(a), numeric(b)], y), {
              monotonic: [way, 0],
              maxLeaves: 8,
              rounds: 3,
              l2: 0,
            }),
            loss,
          });
          for (const other of b) {
            const scores = Array.from({ length: 21 }, (_, x) => scoresOf(trees, [x, other])[0]!);
            const rises = scores.slice(1).map((score, x) => way * (score - scores[x]!));
            expect(Math.min(...rises)).toBeGreaterThanOrEqual(-1e-9);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('every loss falls, and early stopping keeps the trees up to its lowest', async () => {
  const random = new Xoshiro128([1, 2, 3, 4]);
  const x = Array.from({ length: 240 }, () => random.fraction());
  const z = Array.from({ length: 240 }, () => random.fraction());
  const signal = x.map((value, row) => 2 * value + (z[row]! > 0.5 ? 1 : 0) + random.fraction());
  const columns = [numeric(x), numeric(z)];
  const classes = (classCount: number): RawProblem => ({
    columns,
    target: {
      kind: 'classification',
      classCount,
      values: Int32Array.from(signal, (value) => Math.floor((value / 4) * classCount)),
    },
  });
  const problems = [
    problemOf(quantity(columns, signal)),
    { ...problemOf(quantity(columns, signal)), loss: { kind: 'poisson' as const } },
    { ...problemOf(quantity(columns, signal)), loss: { kind: 'quantile' as const, quantile: 0.9 } },
    problemOf(classes(2)),
    problemOf(classes(5)),
  ];
  for (const problem of problems) {
    const heldOut = problem.rows.filter((row) => row % 4 === 0);
    const { heldOutLosses, rounds } = await boost({
      ...problem,
      rows: problem.rows.filter((row) => row % 4 !== 0),
      earlyStopping: { heldOut, patience: 4 },
      limits: { ...problem.limits, rounds: 60, learningRate: 0.3 },
    });
    expect(heldOutLosses[rounds]).toBe(Math.min(...heldOutLosses));
    expect(heldOutLosses[rounds]! / heldOutLosses[0]!).toBeLessThan(0.9);
    expect(heldOutLosses.length - 1 - rounds).toBeLessThanOrEqual(4);
  }
});

test('impossible problems are refused', async () => {
  const problem = problemOf(quantity([numeric([1, 2])], [-1, 1]));
  await expect(boost({ ...problem, loss: { kind: 'poisson' } })).rejects.toThrow(
    'negative or all 0',
  );
  await expect(boost({ ...problem, rows: new Uint32Array(0) })).rejects.toThrow('Found no rows');
  const values = Int32Array.of(0, 0);
  const target = { kind: 'classification' as const, classCount: 1, values };
  await expect(boost({ ...problem, target })).rejects.toThrow('Found a target of one class');
  const three = { ...target, classCount: 3 };
  const limits = { ...SMALL, monotonic: [1 as const] };
  await expect(boost({ ...problem, target: three, limits })).rejects.toThrow(
    'more than two classes',
  );
});
