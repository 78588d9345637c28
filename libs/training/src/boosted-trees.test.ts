import { allRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { treeCount, validateForest } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { blobs, classificationTable, regressionTable, wave } from '../test/tables.ts';
import { DEFAULT_BOOSTING_OPTIONS } from './boosting-options.ts';
import type { BoostingOptions } from './boosting-options.ts';
import type { FitHooks } from './engine.ts';
import { InvalidOptionError, TrainingCancelledError, TrainingInputError } from './errors.ts';
import { createHistogramEngine } from './histogram-engine.ts';
import { mlRandomForestEngine } from './ml-random-forest-engine.ts';
import { predictRows } from './predict-rows.ts';

const FEW: Partial<BoostingOptions> = { maxIter: 20, minSamplesLeaf: 5 };

test('boosted trees learn a quantity, and which features matter', async () => {
  const dataset = wave(200);
  const { forest, importances, ...others } = await fit(dataset, FEW);
  validateForest(forest);
  expect(treeCount(forest)).toBe(20);
  const answers = predictRows(forest, dataset, allRows(dataset));
  const error = answers.reduce((sum, answer, row) => sum + (answer - dataset.target[row]!) ** 2, 0);
  expect(error / dataset.rowCount).toBeLessThan(2);
  expect(importances[0]).toBeGreaterThan(importances[2]!);
  expect(importances.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  expect(others).toEqual({ dataset }); // no bags, no held-out losses
});

test('each round grows a tree for each of three classes', async () => {
  const dataset = blobs();
  const { forest } = await fit(dataset, FEW);
  expect(treeCount(forest)).toBe(60);
  const shares = predictRows(forest, dataset, allRows(dataset));
  expect(shares[0]! + shares[1]! + shares[2]!).toBeCloseTo(1);
});

test('held-out rows end it, and their losses are known', async () => {
  const dataset = wave(120);
  const rows = allRows(dataset);
  const earlyStopping = { heldOut: rows.slice(80), patience: 3 };
  const stopped = await fit(
    dataset,
    { ...FEW, maxIter: 500 },
    { earlyStopping },
    rows.slice(0, 80),
  );
  const losses = stopped.heldOutLosses!;
  expect(losses.length).toBeLessThan(500);
  expect(treeCount(stopped.forest)).toBe(losses.indexOf(Math.min(...losses)));
  const all = await fit(
    dataset,
    { ...FEW, maxIter: 500 },
    { earlyStopping: { ...earlyStopping, keepsAll: true } },
    rows.slice(0, 80),
  );
  expect(treeCount(all.forest)).toBe(losses.length - 1);
});

test('several models differ in their draws, and their mean answers', async () => {
  const dataset = wave(120);
  const rows = allRows(dataset);
  const options = { ...FEW, subsample: 0.5, colsampleBytree: 0.5 };
  const told: number[] = [];
  const { forest, importances } = await fit(
    dataset,
    { ...options, nModels: 2 },
    { onTree: (done) => told.push(done) },
  );
  validateForest(forest);
  expect(treeCount(forest)).toBe(40);
  expect(told).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  expect(importances.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  const alone = predictRows((await fit(dataset, options)).forest, dataset, rows);
  const both = predictRows(forest, dataset, rows);
  expect(both).not.toEqual(alone);
  const stops = { earlyStopping: { heldOut: rows.slice(80), patience: 3 } };
  const found = await fit(dataset, { ...options, nModels: 2 }, stops, rows.slice(0, 80));
  const single = await fit(dataset, options, stops, rows.slice(0, 80));
  expect(found.forest).toEqual(single.forest);
});

test('a repeated row counts once, and balanced classes weigh the same', async () => {
  const dataset = wave(60);
  const rows = allRows(dataset);
  const twice = await fit(dataset, FEW, {}, Uint32Array.from([...rows, ...rows]));
  expect(twice.forest).toEqual((await fit(dataset, FEW)).forest);

  const column = Array.from({ length: 60 }, (_, i) => i % 7);
  const rare = classificationTable(
    [column],
    column.map((_, i) => Number(i % 10 === 0)),
  );
  const { forest } = await fit(rare, { ...FEW, maxIter: 1, classWeight: 'balanced' });
  expect(forest.baseScore.length === 0 || Math.abs(forest.baseScore[0]!) < 1e-9).toBe(true);
});

test('levels are told apart from as many rows on as they are smoothed by, and shrunk by their own l2', async () => {
  const levels = ['a', 'b', 'c', 'd', 'e', 'f'];
  const codes = Array.from({ length: 24 }, (_, row) => row % 6);
  const dataset: Dataset = classificationTable(
    [codes],
    codes.map((code) => code % 2),
  );
  const counts = levels.map(() => 4);
  const feature = { kind: 'categorical', name: 'x0', levels, counts, missing: 0 } as const;
  const named = { ...dataset, schema: { ...dataset.schema, features: [feature] } } as Dataset;
  const sureOf = async (options: Partial<BoostingOptions>) => {
    const { forest } = await fit(named, { maxIter: 20, minSamplesLeaf: 1, ...options });
    return predictRows(forest, named, Uint32Array.of(0))[0]!;
  };
  expect(await sureOf({})).toBe(0.5);
  expect(await sureOf({ catSmooth: 1e10 })).toBe(0.5);
  expect(await sureOf({ catSmooth: 5 })).toBe(0.5);
  const shrunk = await sureOf({ catSmooth: 4 });
  expect(shrunk).toBeGreaterThan(0.5);
  expect(await sureOf({ catSmooth: 4, catL2: 1 })).toBeGreaterThan(shrunk);
});

test('a monotonic constraint holds', async () => {
  const x = Array.from({ length: 100 }, (_, i) => i);
  const dataset = regressionTable(
    [x],
    x.map((value) => Math.sin(value / 8)),
  );
  const { forest } = await fit(dataset, { ...FEW, monotonic: { x0: 1 } });
  const answers = predictRows(forest, dataset, allRows(dataset));
  expect(answers).toEqual(answers.slice().sort());
});

test.each<[Partial<BoostingOptions>, string]>([
  [{ maxIter: 0 }, 'Found maxIter 0, expected a whole number from 1 to 10,000.'],
  [{ nModels: 0 }, 'Found nModels 0, expected a whole number from 1 to 100.'],
  [{ learningRate: 0 }, 'Found learningRate 0, expected a number above 0, at most 1.'],
  [{ subsample: 1.1 }, 'Found subsample 1.1, expected a number above 0, at most 1.'],
  [{ colsampleBytree: NaN }, 'Found colsampleBytree NaN, expected a number above 0, at most 1.'],
  [{ l2Regularization: -1 }, 'Found l2Regularization -1, expected a number of at least 0.'],
  [{ catSmooth: -1 }, 'Found catSmooth -1, expected a number of at least 0.'],
  [{ catL2: NaN }, 'Found catL2 NaN, expected a number of at least 0.'],
  [{ maxLeafNodes: 1 }, 'Found maxLeafNodes 1, expected a whole number of at least 2.'],
  [{ maxDepth: 0 }, 'Found maxDepth 0, expected a whole number of at least 1.'],
  [{ monotonic: { size: 1 } }, 'Found monotonic "size", expected names of the table\'s features.'],
  [{ monotonic: { x0: 1 } }, 'Found monotonic "x0", expected none with three or more classes.'],
])('%j is refused', async (options, problem) => {
  await expect(fit(blobs(), options)).rejects.toThrow(InvalidOptionError);
  await expect(fit(blobs(), options)).rejects.toThrow(problem);
});

test('negative targets have no Poisson loss', async () => {
  const dataset = regressionTable([[1, 2, 3]], [-1, 2, 3]);
  await expect(fit(dataset, { loss: 'poisson' })).rejects.toThrow(TrainingInputError);
});

test('an aborted signal ends it', async () => {
  const signal = AbortSignal.abort();
  await expect(fit(wave(), FEW, { signal })).rejects.toThrow(TrainingCancelledError);
});

test('ml-random-forest does not boost', async () => {
  const dataset = wave(20);
  const prepared = await mlRandomForestEngine.prepare(dataset);
  await expect(prepared.fit(allRows(dataset), DEFAULT_BOOSTING_OPTIONS)).rejects.toThrow(
    'Found learner boosting with the engine ml-random-forest, which supports only forest.',
  );
});

async function fit(
  dataset: Dataset,
  options: Partial<BoostingOptions>,
  hooks: FitHooks = {},
  rows = allRows(dataset),
) {
  const prepared = await createHistogramEngine(1).prepare(dataset);
  return prepared.fit(rows, { ...DEFAULT_BOOSTING_OPTIONS, ...options }, hooks);
}
