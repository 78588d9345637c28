import { allRows } from '@lambda-forest/data';
import { argMax, ForestBuilder } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { classificationTable, uniforms } from '../test/tables.ts';
import { DEFAULT_FOREST_OPTIONS } from './forest-options.ts';
import { mlRandomForestEngine } from './ml-random-forest-engine.ts';
import { permutationImportances } from './permutation-importances.ts';

const accuracyOn =
  (target: Int32Array, classes: number) =>
  (scores: Float64Array): number =>
    target.filter((label, i) => argMax(scores.subarray(classes * i, classes * (i + 1))) === label)
      .length / target.length;

test('an unused feature has no importance, one that decides alone has all', () => {
  const decisive = Array.from({ length: 200 }, (_, i) => i);
  const ignored = Array.from({ length: 200 }, uniforms(1));
  const dataset = classificationTable(
    [decisive, ignored],
    decisive.map((value) => (value < 100 ? 0 : 1)),
  );
  const builder = new ForestBuilder(2, 2);
  builder.addSplit({ feature: 0, threshold: 99.5, missingLeft: false });
  builder.addLeaf([1, 0]);
  builder.addLeaf([0, 1]);

  const { mean, standardDeviation } = permutationImportances(
    builder.build(),
    dataset,
    allRows(dataset),
    { repeats: 10, seed: 1, score: accuracyOn(dataset.target, 2), isHigherBetter: true },
  )!;
  expect(mean[0]).toBeGreaterThan(0.4); // shuffled, half the answers are right by chance
  expect(mean[0]).toBeLessThan(0.6);
  expect(standardDeviation[0]).toBeGreaterThan(0);
  expect([mean[1], standardDeviation[1]]).toEqual([0, 0]);
});

test('the same seed gives the same importances, and an informative feature ranks above noise', async () => {
  const informative = Array.from({ length: 100 }, (_, i) => i);
  const noise = Array.from({ length: 100 }, uniforms(2));
  const dataset = classificationTable(
    [noise, informative],
    informative.map((value) => Math.floor(value / 34)),
  );
  const rows = allRows(dataset);
  const prepared = await mlRandomForestEngine.prepare(dataset);
  const options = {
    ...DEFAULT_FOREST_OPTIONS,
    nEstimators: 20,
    maxFeatures: { kind: 'all' as const },
  };
  const { forest } = await prepared.fit(rows, options);
  const score = accuracyOn(dataset.target, 3);
  const importances = () =>
    permutationImportances(forest, dataset, rows, {
      repeats: 5,
      seed: 3,
      score,
      isHigherBetter: true,
    })!.mean;
  expect(importances()).toEqual(importances());
  expect(importances()[1]).toBeGreaterThan(importances()[0]! + 0.3);
});

test('features of one column are shuffled together: neither stands in for the other', () => {
  const values = Array.from({ length: 200 }, (_, i) => i);
  const dataset = classificationTable(
    [values, values],
    values.map((value) => (value < 100 ? 0 : 1)),
  );
  const builder = new ForestBuilder(2, 2); // a row is of class 1 if one of its two copies says so
  builder.addSplit({ feature: 0, threshold: 99.5, missingLeft: false });
  builder.addSplit({ feature: 1, threshold: 99.5, missingLeft: false });
  builder.addLeaf([1, 0]);
  builder.addLeaf([0, 1]);
  builder.addLeaf([0, 1]);
  const measured = (groups: readonly number[][]) =>
    permutationImportances(builder.build(), dataset, allRows(dataset), {
      repeats: 10,
      seed: 1,
      score: accuracyOn(dataset.target, 2),
      isHigherBetter: true,
      groups,
    })!.mean;
  const [alone] = measured([[0]]);
  const [together, none] = measured([[0, 1], []]);
  expect(alone).toBeLessThan(0.3);
  expect(together).toBeGreaterThan(alone! + 0.1);
  expect(none).toBe(0);
});

test('there are none where the score of the rows is not defined', () => {
  const builder = new ForestBuilder(1, 2);
  builder.addLeaf([1, 0]);
  const dataset = classificationTable([[1]], [0]);
  const options = { repeats: 1, seed: 1, score: () => null, isHigherBetter: true };
  expect(
    permutationImportances(builder.build(), dataset, allRows(dataset), options),
  ).toBeUndefined();
});
