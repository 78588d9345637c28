import { compileForest, predictionInterval } from '@lambda-forest/forest';
import { describe, expect, test } from 'vitest';

import { regressionTable, uniforms } from '../test/tables.ts';
import { findEngine } from './engines.ts';
import { DEFAULT_FOREST_OPTIONS } from './forest-options.ts';
import { constantWidth, outOfBagWidth } from './interval-width.ts';
import { predictRows } from './predict-rows.ts';

const uniform = uniforms(7);
const ROWS = 1_600;
const columns = Array.from({ length: 3 }, () => Array.from({ length: ROWS }, uniform));
const [a, b] = columns as [number[], number[], number[]];
/** A step and noise that grows with the second column. */
const noisy = a.map((value, i) => (value > 0.5 ? 10 : 0) + 8 * b[i]! * (uniform() - 0.5));
const range = (from: number, to: number) =>
  Uint32Array.from({ length: to - from }, (_, i) => from + i);
const train = range(0, 1_000);
const others = range(1_000, ROWS);

async function coverage(target: readonly number[], options: object): Promise<number> {
  const dataset = regressionTable(columns, target);
  const prepared = await findEngine('histogram', 1).prepare(dataset);
  const { forest, bagOf } = await prepared.fit(train, {
    ...DEFAULT_FOREST_OPTIONS,
    criterion: 'squared_error',
    ...options,
  });
  const width = outOfBagWidth(forest, dataset, train, bagOf!)!;
  const scores = predictRows(forest, dataset, others);
  const predictor = compileForest(forest);
  const within = [...others].filter((row, i) => {
    const values = Float64Array.from(columns, (column) => column[row]!);
    const { lower, upper } = predictionInterval(predictor, width, values, scores[i]!);
    return target[row]! >= lower && target[row]! <= upper;
  });
  return within.length / others.length;
}

describe('the width from out-of-bag residuals', () => {
  test.each([
    ['deep trees', { nEstimators: 60 }],
    ['shallow trees', { nEstimators: 60, maxDepth: 2 }],
    ['large leaves', { nEstimators: 60, minSamplesLeaf: 50 }],
  ])('of %s holds four in five of the values of other rows', async (_, options) => {
    // Of 600 rows, 0.05 is three standard errors.
    expect(Math.abs((await coverage(noisy, options)) - 0.8)).toBeLessThan(0.05);
  });

  test('of few trees holds at least as many', async () => {
    expect(await coverage(noisy, { nEstimators: 8 })).toBeGreaterThan(0.78);
  });

  test('is not known from fewer than 20 rows', async () => {
    const dataset = regressionTable(columns, noisy);
    const prepared = await findEngine('histogram', 1).prepare(dataset);
    const rows = range(0, 19);
    const options = { ...DEFAULT_FOREST_OPTIONS, criterion: 'squared_error' as const };
    const { forest, bagOf } = await prepared.fit(rows, options);
    expect(outOfBagWidth(forest, dataset, rows, bagOf!)).toBeUndefined();
  });

  test('is constant where the trees never disagree', async () => {
    const target = a.map((_, i) => i % 2);
    const dataset = regressionTable([a.map(() => 1)], target);
    const prepared = await findEngine('histogram', 1).prepare(dataset);
    const options = { ...DEFAULT_FOREST_OPTIONS, criterion: 'squared_error' as const };
    const { forest } = await prepared.fit(train, { ...options, bootstrap: false });
    const width = outOfBagWidth(forest, dataset, train, () => new Uint32Array());
    expect(width).toEqual({ offset: 0.5, factor: 0 });
  });
});

test('a constant width is the quantile of split conformal prediction', () => {
  const residuals = Float64Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? i : -i));
  expect(constantWidth(residuals)).toEqual({ offset: 19, factor: 0 }); // the 20th smallest
  expect(constantWidth(residuals.subarray(0, 19))).toBeUndefined();
});
