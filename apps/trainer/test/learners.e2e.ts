/** What is chosen, what is boosted, and what the other commands make of it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decodeModel } from '@lambda-forest/serializer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { train, trainer } from './in-process.ts';

let folder: string;

/** A quantity that is smooth in two columns, which is what boosting is good at. */
const tableOf = (rows: number, first: number, price: (value: number, row: number) => number) => {
  const lines = Array.from({ length: rows }, (_, i) => {
    const [size, age, kind] = [(i + first) % 97, ((i + first) * 31) % 89, ['a', 'b', ''][i % 3]];
    const value = 3 * size + 40 * Math.sin(age / 9) + (kind === 'b' ? 50 : 0);
    return `${size},${age},${kind},${price(value, i).toFixed(3)}`;
  });
  return `size,age,kind,price\n${lines.join('\n')}\n`;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-learners-'));
  await writeFile(
    join(folder, 'homes.csv'),
    tableOf(500, 0, (value) => value),
  );
  await writeFile(
    join(folder, 'test.csv'),
    tableOf(150, 11, (value) => value),
  );
  await writeFile(
    join(folder, 'wrong.csv'),
    tableOf(150, 11, (value, row) => (value * row) % 500),
  );
  for (const [name, options] of [
    ['one', ['--test-data=test.csv', '--n-jobs=1']],
    ['wrong', ['--test-data=wrong.csv', '--n-jobs=3']],
  ] as const) {
    const args = [
      '--data=homes.csv',
      `--output-dir=${name}`,
      '--name=homes',
      '--folds=2',
      ...options,
    ];
    const { code, stdout } = await train(folder, ...args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +chosen +boosting/m);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = (model: string, file: string) => readFile(join(folder, model, file), 'utf8');
const bytesOf = (model: string) => readFile(join(folder, model, 'model.forest'));

test('the test rows have no part in choosing and fitting, nor has the number of threads', async () => {
  const [one, wrong] = await Promise.all(
    ['one', 'wrong'].map(async (model) => decodeModel(await bytesOf(model))),
  );
  expect(wrong!.forest).toEqual(one!.forest);
  expect(wrong!.schema).toEqual(one!.schema);
  expect(wrong!.provenance.options).toEqual(one!.provenance.options);
  expect(wrong!.provenance.metrics).not.toEqual(one!.provenance.metrics);
});

test('what was compared is in metrics.json, metadata.json and the report', async () => {
  const metrics = JSON.parse(await read('one', 'metrics.json')) as {
    choice: { candidates: { is_chosen: boolean; learner: string; difference: number }[] };
    out_of_bag: null;
  };
  const { candidates } = metrics.choice;
  expect(candidates.filter(({ is_chosen: isChosen }) => isChosen)).toMatchObject([
    { learner: 'boosting', difference: 0 },
  ]);
  expect(candidates.filter(({ learner }) => learner === 'forest').length).toBeGreaterThan(1);
  expect(metrics.out_of_bag).toBeNull();
  const metadata = JSON.parse(await read('one', 'metadata.json')) as Record<string, unknown>;
  expect(metadata).toMatchObject({
    learner: 'boosting',
    options: { learner: 'boosting' },
    metrics,
  });
  const report = await read('one', 'report.html');
  expect(report).toContain('Choice of the learner');
  expect(report).not.toContain('Error by number of trees');
  expect(await read('one', 'model-card.md')).toContain('boosted trees');
});

test('evaluate, predict and compare serve it', async () => {
  const evaluated = await trainer(folder, 'evaluate', '--model=./one', '--data=test.csv');
  expect(evaluated.stdout).toMatch(/^.*R2: 0\.9\d\d\d/m);
  const asked = ['--model=./one', '--data=test.csv', '--out=answers.csv'];
  expect((await trainer(folder, 'predict', ...asked)).code).toBe(0);
  expect((await readFile(join(folder, 'answers.csv'), 'utf8')).split('\n')).toHaveLength(152);
  const forest = ['--data=homes.csv', '--learner=forest', '--output-dir=forest', '--n-jobs=1'];
  expect((await train(folder, ...forest)).code).toBe(0);
  const compared = ['--first=./forest', '--second=./one', '--data=test.csv'];
  const { code, stdout } = await trainer(folder, 'compare', ...compared);
  expect(code).toBe(0);
  expect(stdout).toContain('learner');
});

test('classes that follow from levels of few rows are boosted with levels that are free', async () => {
  const lines = Array.from({ length: 144 }, (_, row) => {
    const [level, noise] = [row % 24, (row * 31) % 89];
    return `level ${level},${noise},${(noise * 7) % 13},${level % 2 === 0 ? 'even' : 'odd'}`;
  });
  await writeFile(join(folder, 'levels.csv'), `level,noise,more,parity\n${lines.join('\n')}\n`);
  const options = ['--data=levels.csv', '--output-dir=levels', '--folds=2', '--n-jobs=1'];
  const { code, stdout } = await train(folder, ...options);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ +chosen +boosting .*cat_smooth 1, cat_l2 1$/m);
  expect(JSON.parse(await read('levels', 'metadata.json'))).toMatchObject({
    options: { learner: 'boosting', cat_smooth: 1, cat_l2: 1 },
  });
});

test('a blend of both is chosen where neither is clearly better, and served', async () => {
  const noisy = tableOf(150, 0, (value, row) => value + 120 * Math.sin(row * row));
  await writeFile(join(folder, 'noisy.csv'), noisy);
  const options = ['--data=noisy.csv', '--output-dir=blend', '--folds=2', '--n-jobs=1'];
  const { code, stdout } = await train(folder, ...options);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ +chosen +blend +mean of the best forest and the best boosting$/m);
  expect(JSON.parse(await read('blend', 'metadata.json'))).toMatchObject({
    learner: 'blend',
    options: { learner: 'blend', forest_n_estimators: 100, boosting_n_models: 3 },
  });
  expect(await read('blend', 'model-card.md')).toContain(
    'The mean of a random forest and boosted trees, ',
  );
  const evaluated = await trainer(folder, 'evaluate', '--model=./blend', '--data=test.csv');
  expect(evaluated.stdout).toMatch(/^.*R2: 0\.[89]\d{3}$/m);
});

test('constraints hold, and options of the other learner are refused in one line', async () => {
  const options = ['--data=homes.csv', '--monotonic=size:1', '--max-iter=30', '--output-dir=up'];
  expect((await train(folder, ...options)).code).toBe(0);
  const { forest, schema } = decodeModel(await bytesOf('up'));
  expect(schema.features.map(({ name }) => name)).toEqual(['size', 'age', 'kind']);
  expect(forest.aggregation).toBe('sum');
  const refused = await train(folder, '--data=homes.csv', '--learner=forest', '--max-iter=3');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr.trimEnd()).toBe(
    'Found --max-iter with --learner=forest, expected options of that learner. Leave one of the two out.',
  );
});
