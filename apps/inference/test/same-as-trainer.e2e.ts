/** What crosses from training to serving arrives: a real training, then the service on the same test rows. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { client } from './client.ts';
import type { Client } from './client.ts';

interface TestRow {
  readonly features: readonly (string | number | boolean | null)[];
  /** The trainer's own answer, before the model was ever written. */
  readonly scores: readonly number[];
}

/** A training: the folder that it writes to, its table and its options. */
interface Job {
  readonly folder: string;
  readonly data: string;
  readonly options: readonly string[];
}

const PREDICTIONS = fileURLToPath(new URL('trainer-predictions.js', import.meta.url));
const IRIS = fileURLToPath(new URL('../../../libs/data/datasets/iris.csv', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'lambda-forest-serve-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const FOREST = ['--folds=2', '--n-estimators=25'];
const BOOSTING = ['--folds=2', '--max-iter=25', '--learner=boosting'];
const jobOf = (name: string, data: string, ...options: readonly string[]): Job => ({
  folder: join(root, name),
  data,
  options,
});
const ofTable = (name: string, table: string, ...options: readonly string[]) =>
  jobOf(
    name,
    fileURLToPath(new URL(`../../../tools/bench/tables/${table}.csv.gz`, import.meta.url)),
    ...options,
  );

const FLOWERS = jobOf('flowers', IRIS, ...FOREST);
const PRICES = jobOf(
  'prices',
  join(root, 'prices.csv'),
  ...FOREST,
  '--target=price',
  '--scaler=standard',
);
const TABLES = [
  ofTable('passengers', 'passengers', ...FOREST, '--unseen=learned'),
  ofTable('sales', 'sales', ...FOREST, '--scaler=standard'),
  ofTable('boosted passengers', 'passengers', ...BOOSTING, '--unseen=learned'),
];

beforeAll(() => {
  const lines = Array.from({ length: 200 }, (_, i) => {
    const rooms = (i * 7) % 23;
    const age = ((i * 13) % 29) / 7;
    return `${rooms},${age},${rooms * 3 - age * 1.25}`;
  });
  writeFileSync(PRICES.data, `rooms,age,price\n${lines.join('\n')}\n`);
  const env = { PATH: process.env['PATH'], NO_COLOR: '1' };
  const args = [PREDICTIONS, JSON.stringify([FLOWERS, PRICES, ...TABLES])];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  expect([status, stderr]).toEqual([0, '']);
});

/** Serves the file that the trainer wrote, and has its own answers for its test rows. */
function served({ folder }: Job): { service: Client; names: string[]; rows: TestRow[] } {
  const text = readFileSync(join(folder, 'predictions.json'), 'utf8');
  const predictions = JSON.parse(text) as { names: string[]; rows: TestRow[] };
  return { service: client(readFileSync(join(folder, 'model.forest'))), ...predictions };
}

test('every test row of Iris gets the probabilities that the trainer computed, to the bit', async () => {
  const { service, rows } = served(FLOWERS);
  expect(rows).toHaveLength(30);
  for (const { features, scores } of rows) {
    const { json } = await service.send('POST', '/predict', { features });
    expect(json.probabilities).toEqual(scores);
    expect(json.prediction).toBe(scores.indexOf(Math.max(...scores)));
  }
});

test('and so does every one of a scaled regression, in one batch', async () => {
  const { service, rows } = served(PRICES);
  expect(rows).toHaveLength(40);
  const { json } = await service.send('POST', '/predict/batch', {
    instances: rows.map(({ features }) => features),
  });
  const predictions = json.predictions as { prediction: number }[];
  expect(predictions.map(({ prediction }) => [prediction])).toEqual(
    rows.map(({ scores }) => scores),
  );
});

test.each(TABLES)(
  'and so do categories, booleans, dates, text, names and missing values of $data: $options',
  async (job) => {
    const { service, names, rows } = served(job);
    expect(rows.length).toBeGreaterThan(200);
    const instances = rows.map(({ features }) => features);
    const { json } = await service.send('POST', '/predict/batch', { instances });
    const answers = json.predictions as { prediction: number; probabilities?: number[] }[];
    expect(answers.map(({ prediction, probabilities }) => probabilities ?? [prediction])).toEqual(
      rows.map(({ scores }) => scores),
    );
    const model = await service.send('GET', '/model');
    expect(model.json.schema.policies).toEqual({
      missing: 'learned',
      unseen: job.options.includes('--unseen=learned') ? 'learned' : 'error',
    });
    expect((model.json.schema.inputs as { name: string }[]).map(({ name }) => name)).toEqual(names);
  },
);
