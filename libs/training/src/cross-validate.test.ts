import { readFileSync } from 'node:fs';

import { allRows, foldRows, parseCsv, toDataset } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { argMax } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { blobs, wave } from '../test/tables.ts';
import { crossValidate } from './cross-validate.ts';
import type { CrossValidationHooks } from './cross-validate.ts';
import type { PreparedEngine } from './engine.ts';
import { TrainingCancelledError } from './errors.ts';
import { DEFAULT_FOREST_OPTIONS } from './forest-options.ts';
import type { ForestOptions } from './forest-options.ts';
import { mlRandomForestEngine } from './ml-random-forest-engine.ts';
import { predictRows } from './predict-rows.ts';

test('the flowers of Iris are classified with an accuracy of at least 0.93', async () => {
  const source = new URL('../../data/datasets/iris.csv', import.meta.url);
  const dataset = toDataset(parseCsv(readFileSync(source), { source: 'iris.csv' }));
  const results = await validate(dataset, 5, { nEstimators: 30 });
  const right = results.flatMap(({ validation, scores }) =>
    Array.from(validation).filter(
      (row, i) => argMax(scores.slice(3 * i, 3 * i + 3)) === dataset.target[row],
    ),
  );
  expect(dataset.rowCount).toBe(150);
  expect(right.length / dataset.rowCount).toBeGreaterThanOrEqual(0.93);
});

test('each fold is scored by a forest that has not seen it', async () => {
  const dataset = wave(30);
  const prepared = await mlRandomForestEngine.prepare(dataset);
  const options = { ...DEFAULT_FOREST_OPTIONS, nEstimators: 2 };
  const folds = foldsOf(dataset, 3);
  const results = await crossValidate(prepared, folds, options);
  expect(results.map(({ fold }) => fold)).toEqual([0, 1, 2]);
  for (const { fold, validation, scores } of results) {
    expect(validation).toBe(folds[fold]!.validation);
    const { forest } = await prepared.fit(folds[fold]!.train, options);
    expect(scores).toEqual(predictRows(forest, dataset, validation));
  }
});

test('progress reports the fold and its finished trees', async () => {
  const told: [number, number][] = [];
  await validate(blobs(5), 2, { nEstimators: 2 }, { onTree: (...step) => told.push(step) });
  expect(told).toEqual([[0, 1], [0, 2], [1, 1], [1, 2]]); // oxfmt-ignore
});

test('an aborted signal ends the current fold', async () => {
  const controller = new AbortController();
  const told: number[] = [];
  const onTree = (fold: number) => {
    told.push(fold);
    if (fold === 1) controller.abort();
  };
  const hooks = { onTree, signal: controller.signal };
  const validating = validate(blobs(5), 3, { nEstimators: 2 }, hooks);
  await expect(validating).rejects.toThrow(TrainingCancelledError);
  expect(told).toEqual([0, 0, 1]);
});

async function validate(
  dataset: Dataset,
  folds: number,
  options: Partial<ForestOptions>,
  hooks?: CrossValidationHooks,
) {
  const prepared: PreparedEngine = await mlRandomForestEngine.prepare(dataset);
  const all = { ...DEFAULT_FOREST_OPTIONS, ...options };
  return crossValidate(prepared, foldsOf(dataset, folds), all, hooks);
}

function foldsOf(dataset: Dataset, folds: number) {
  return foldRows(dataset, allRows(dataset), { folds, seed: 42 });
}
