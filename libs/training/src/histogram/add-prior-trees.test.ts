import { allRows } from '@lambda-forest/data';
import { treeCount, validateForest } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { blobs, classificationTable, wave } from '../../test/tables.ts';
import { DEFAULT_FOREST_OPTIONS } from '../forest-options.ts';
import type { ForestOptions } from '../forest-options.ts';
import { createHistogramEngine } from '../histogram-engine.ts';
import { predictRows } from '../predict-rows.ts';

const OPTIONS: ForestOptions = { ...DEFAULT_FOREST_OPTIONS, nEstimators: 9 };

async function fits(dataset: ReturnType<typeof blobs> | ReturnType<typeof wave>) {
  const engine = await createHistogramEngine(1).prepare(dataset);
  const rows = allRows(dataset).filter((row) => row % 4 !== 0);
  const fit = async (options: Partial<ForestOptions>) => {
    const fitted = await engine.fit(rows, { ...OPTIONS, ...options });
    validateForest(fitted.forest);
    return { ...fitted, answers: predictRows(fitted.forest, dataset, allRows(dataset)) };
  };
  return { rows, fit };
}

test('prior trees answer with the shares of the classes, beside the others', async () => {
  const dataset = blobs(40);
  const { rows, fit } = await fits(dataset);
  const [bare, smooth] = [await fit({}), await fit({ priorTrees: 2 })];
  expect(treeCount(smooth.forest)).toBe(11);
  expect([...bare.answers].filter((share) => share === 0)).not.toHaveLength(0);
  smooth.answers.forEach((share, at) => {
    const ofClass = rows.filter((row) => dataset.target[row] === at % 3).length / rows.length;
    expect(share).toBeCloseTo((9 * bare.answers[at]! + 2 * ofClass) / 11, 12);
  });
});

test('they are out of every bag', async () => {
  const { rows, fit } = await fits(blobs(40));
  const { outOfBag, bagOf } = await fit({ priorTrees: 1 });
  expect(bagOf!(9)).toHaveLength(0);
  expect(bagOf!(8)).not.toHaveLength(0);
  expect(outOfBag!.rows).toEqual(rows);
  expect(Math.min(...outOfBag!.scores)).toBeGreaterThan(0);
});

test('they answer with the mean of a quantity', async () => {
  const dataset = wave(80);
  const { rows, fit } = await fits(dataset);
  const mean = rows.reduce((sum, row) => sum + dataset.target[row]!, 0) / rows.length;
  const [bare, smooth] = [await fit({}), await fit({ priorTrees: 1 })];
  smooth.answers.forEach((answer, row) => {
    expect(answer).toBeCloseTo((9 * bare.answers[row]! + mean) / 10, 9);
  });
});

test('shares are weighted as the fit is, and equal rows of answers are one', async () => {
  const constant = Array.from({ length: 6 }, () => 1); // nothing to split by
  const { fit } = await fits(classificationTable([constant], [0, 0, 0, 0, 0, 1])); // fits 3 rows and 1
  const even = await fit({ priorTrees: 1, classWeight: 'balanced', bootstrap: false });
  expect(even.answers[0]).toBe(0.5);
  const { forest } = await fit({ priorTrees: 1, bootstrap: false });
  expect([...forest.values]).toEqual([0.75, 0.25]);
});
