import { encodeDataset } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { expect, test } from 'vitest';

import { tableWith } from '../../test/names.ts';
import { uniforms } from '../../test/tables.ts';
import { DEFAULT_BOOSTING_OPTIONS } from '../boosting-options.ts';
import { DEFAULT_FOREST_OPTIONS } from '../forest-options.ts';
import { createHistogramEngine } from '../histogram-engine.ts';
import type { LearnerOptions } from '../learner-options.ts';
import { mlRandomForestEngine } from '../ml-random-forest-engine.ts';
import { predictRows } from '../predict-rows.ts';
import { prepareEncoded } from './prepare-encoded.ts';

const engine = createHistogramEngine(1);
const FOREST: LearnerOptions = {
  ...DEFAULT_FOREST_OPTIONS,
  nEstimators: 50,
  minSamplesLeaf: 20,
  maxFeatures: { kind: 'all' }, // the same with names and without
};
const LEARNERS: readonly LearnerOptions[] = [FOREST, { ...DEFAULT_BOOSTING_OPTIONS, maxIter: 40 }];
const SEED = { seed: 3 };

/** Two classes by a number and by the name, whose effects on the odds are from -`effect` to `effect`. */
function namesTable(levelCount: number, effect: number, rows = 3_000): Dataset<Float64Array> {
  const uniform = uniforms(levelCount);
  const levels = Array.from({ length: levelCount }, (_, level) => `name ${level}`);
  const effects = levels.map(() => effect * (2 * uniform() - 1));
  const codes = Array.from({ length: rows }, () => Math.floor(levelCount * uniform() ** 2));
  const x = codes.map(() => 2 * uniform() - 1);
  const z = codes.map(() => uniform());
  const y = codes.map((code, row) =>
    Number(uniform() < 1 / (1 + Math.exp(-2 * x[row]! - effects[code]!))),
  );
  return tableWith({ encode: 'names', levels, codes }, [x, z], y, 2);
}

function withoutNames(dataset: Dataset): Dataset {
  const features = dataset.schema.features.slice(1);
  return encodeDataset(dataset, { ...dataset.schema, features });
}

/** The log-loss of each of the last quarter of the rows, by a fit on the others. */
async function losses(dataset: Dataset, options: LearnerOptions): Promise<number[]> {
  const cut = Math.floor(0.75 * dataset.rowCount);
  const all = Uint32Array.from({ length: dataset.rowCount }, (_, row) => row);
  const prepared = await prepareEncoded(engine, dataset, SEED);
  const fit = await prepared.fit(all.subarray(0, cut), options);
  const scores = predictRows(fit.forest, fit.dataset, all.subarray(cut));
  return Array.from(all.subarray(cut), (row, i) => {
    return -Math.log(Math.max(scores[2 * i + dataset.target[row]!]!, 1e-3));
  });
}

async function difference(dataset: Dataset, options: LearnerOptions) {
  const [names, without] = [
    await losses(dataset, options),
    await losses(withoutNames(dataset), options),
  ];
  const apart = names.map((loss, row) => loss - without[row]!);
  const mean = apart.reduce((sum, one) => sum + one, 0) / apart.length;
  const squares = apart.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares) / apart.length };
}

test.each(LEARNERS)('names without meaning do no harm: $learner', async (options) => {
  for (const levels of [40, 400, 2_500]) {
    const { mean, standardError } = await difference(namesTable(levels, 0), options);
    expect(mean).toBeLessThanOrEqual(standardError);
  }
});

test.each(LEARNERS)('names with a meaning lower the loss: $learner', async (options) => {
  for (const levels of [40, 400]) {
    const { mean, standardError } = await difference(namesTable(levels, 4), options);
    expect(mean).toBeLessThan(-3 * standardError);
  }
});

test('a forest depends on no other targets than those of its rows', async () => {
  const dataset = namesTable(50, 2, 400) as Dataset & { task: 'classification' };
  const rows = Uint32Array.from({ length: 200 }, (_, i) => 2 * i);
  const target = dataset.target.map((y, row) => (row % 2 === 0 ? y : 1 - y));
  const [one, other] = [dataset, { ...dataset, target }].map(async (table) => {
    const { forest } = await (await prepareEncoded(engine, table, SEED)).fit(rows, FOREST);
    return forest;
  });
  expect(await other).toEqual(await one);
});

test('the second fit is as if it were the first, whatever columns it bins again', async () => {
  const dataset = namesTable(50, 2, 400);
  const all = Uint32Array.from({ length: 400 }, (_, row) => row);
  const prepared = await prepareEncoded(engine, dataset, SEED);
  await prepared.fit(all.subarray(0, 100), FOREST);
  const { forest } = await prepared.fit(all, FOREST);
  const fresh = await prepareEncoded(engine, dataset, SEED);
  expect((await fresh.fit(all, FOREST)).forest).toEqual(forest);
});

test('every engine learns from names', async () => {
  const dataset = namesTable(20, 3, 100);
  const all = Uint32Array.from({ length: 100 }, (_, row) => row);
  const prepared = await prepareEncoded(mlRandomForestEngine, dataset, SEED);
  const options = { ...DEFAULT_FOREST_OPTIONS, nEstimators: 2 };
  await prepared.fit(all.subarray(0, 90), options);
  const { forest, dataset: view } = await prepared.fit(all, options);
  expect(forest.featureCount).toBe(view.columns.length);
});

test('without names, the dataset is prepared as it is', async () => {
  const dataset = withoutNames(namesTable(5, 1, 60));
  const all = Uint32Array.from({ length: 60 }, (_, row) => row);
  const fit = await (await prepareEncoded(engine, dataset, SEED)).fit(all, FOREST);
  expect(fit.dataset).toBe(dataset);
});
