/** What crosses from training to serving arrives: a real training, then the service on the same test rows. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, expect, test } from 'vitest';

import { client } from './client.ts';
import type { Client } from './client.ts';

interface TestRow {
  readonly features: readonly (string | number | boolean | null)[];
  /** The trainer's own answer, before the model was ever written. */
  readonly scores: readonly number[];
}

const TRAINER = fileURLToPath(new URL('../../trainer/src/main.ts', import.meta.url));
const PREDICTIONS = fileURLToPath(new URL('trainer-predictions.js', import.meta.url));
const IRIS = fileURLToPath(new URL('../../../libs/data/datasets/iris.csv', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-serve-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Trains by the command line, serves the file that it wrote, and asks the trainer for its test rows. */
function trainAndServe(
  data: string,
  ...options: string[]
): { service: Client; names: string[]; rows: TestRow[] } {
  const few = options.includes('--learner=boosting') ? '--max-iter=25' : '--n-estimators=25';
  const args = ['--folds=2', few, ...options];
  run(TRAINER, 'train', `--data=${data}`, `--output-dir=${folder}`, ...args);
  const { names, rows } = JSON.parse(run(PREDICTIONS, data, ...args)) as {
    names: string[];
    rows: TestRow[];
  };
  return { service: client(readFileSync(join(folder, 'model.forest'))), names, rows };
}

function run(...args: string[]): string {
  const env = { PATH: process.env['PATH'], NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

test('every test row of Iris gets the probabilities that the trainer computed, to the bit', async () => {
  const { service, rows } = trainAndServe(IRIS);
  expect(rows).toHaveLength(30);
  for (const { features, scores } of rows) {
    const { json } = await service.send('POST', '/predict', { features });
    expect(json.probabilities).toEqual(scores);
    expect(json.prediction).toBe(scores.indexOf(Math.max(...scores)));
  }
}, 60_000);

test('and so does every one of a scaled regression, in one batch', async () => {
  const lines = Array.from({ length: 200 }, (_, i) => {
    const rooms = (i * 7) % 23;
    const age = ((i * 13) % 29) / 7;
    return `${rooms},${age},${rooms * 3 - age * 1.25}`;
  });
  const file = join(folder, 'prices.csv');
  writeFileSync(file, `rooms,age,price\n${lines.join('\n')}\n`);
  const { service, rows } = trainAndServe(file, '--target=price', '--scaler=standard');
  expect(rows).toHaveLength(40);
  const { json } = await service.send('POST', '/predict/batch', {
    instances: rows.map(({ features }) => features),
  });
  const predictions = json.predictions as { prediction: number }[];
  expect(predictions.map(({ prediction }) => [prediction])).toEqual(
    rows.map(({ scores }) => scores),
  );
}, 60_000);

test.each<[string, readonly string[]]>([
  ['passengers', ['--unseen=learned']],
  ['sales', ['--scaler=standard']],
  ['passengers', ['--learner=boosting', '--unseen=learned']],
])(
  'and so do categories, booleans, dates, text, names and missing values of %s: %j',
  async (table, options) => {
    const data = fileURLToPath(
      new URL(`../../../tools/bench/tables/${table}.csv.gz`, import.meta.url),
    );
    const { service, names, rows } = trainAndServe(data, ...options);
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
      unseen: options.includes('--unseen=learned') ? 'learned' : 'error',
    });
    expect((model.json.schema.inputs as { name: string }[]).map(({ name }) => name)).toEqual(names);
  },
  60_000,
);
