import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { WorkspaceCopy } from './workspace-copy.ts';

/** The commands that use a saved model, as a person calls them. */
let workspace: WorkspaceCopy;
beforeAll(async () => {
  workspace = await WorkspaceCopy.make();
  for (const version of ['1.0.0', '2.0.0']) {
    const trees = version === '1.0.0' ? 3 : 5;
    const options = [`--n-estimators=${trees}`, `--model-version=${version}`];
    const { code } = await workspace.program(['train', ...options]);
    expect(code).toBe(0);
  }
});
afterAll(() => workspace.remove());

test('compare takes two models as words', async () => {
  const words = ['iris@1.0.0', 'iris@2.0.0'];
  const { code, stdout, stderr } = await workspace.program(['compare', ...words]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Judged on 30 rows/);
  expect(stdout).toMatch(/^ {2}n_estimators +3 +5$/m);
});

test('predict passes rows from standard input to standard output and adds nothing', async () => {
  const table = await readFile(workspace.path('libs', 'data', 'datasets', 'iris.csv'), 'utf8');
  const rows = table.split('\n').slice(0, 4).join('\n');
  const { code, stdout, stderr } = await workspace.program(
    ['predict', '--data=-', '--probabilities=false'],
    'libs',
    rows,
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe('prediction,class_name,error\n0,setosa,\n0,setosa,\n0,setosa,\n');
});

test('each kind of failure has its exit code', async () => {
  const rows = 'sepal_length,sepal_width,petal_length,petal_width\n5,x,1,1\n';
  const predict = ['predict', '--data=-'];
  expect((await workspace.program(predict, '.', rows)).code).toBe(5);
  expect((await workspace.program(['evaluate', '--model=nope'])).code).toBe(2);
});

test('evaluate --json prints one document', async () => {
  const { code, stdout } = await workspace.program(['evaluate', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ model: { name: 'iris', version: '2.0.0' } });
});

test('a model is named by the path of its folder or file, too', async () => {
  const folder = 'artifacts/iris/1.0.0';
  const models = [folder, `./${folder}/model.forest`, workspace.path(folder)];
  for (const model of models) {
    const run = await workspace.program(['evaluate', '--json', `--model=${model}`]);
    expect(run.code, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ model: { name: 'iris', version: '1.0.0' } });
  }
  const { code, stdout } = await workspace.program(['compare', `./${folder}`, 'iris@2.0.0']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}n_estimators +3 +5$/m);
});
