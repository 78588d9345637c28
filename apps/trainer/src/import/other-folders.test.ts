import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { refuseOtherFolder } from './other-folders.ts';

async function refusal(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lambda-forest-folder-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await refuseOtherFolder(folder, (await readdir(folder)).sort());
    return 'not refused';
  } catch (error) {
    return (error as Error).message.replaceAll(folder, 'FOLDER');
  } finally {
    await rm(folder, { recursive: true });
  }
}

const PICKLED =
  'flavors:\n  python_function:\n    model_path: model.pkl\n  sklearn:\n    pickled_model: model.pkl\n';

test.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
  ['MLflow', { MLmodel: PICKLED, 'model.pkl': '' }, /folder of MLflow.*Name FOLDER\/model\.pkl\./],
  [
    'MLflow, of XGBoost',
    { MLmodel: '  xgboost:\n    data: model.ubj\n' },
    /Name FOLDER\/model\.ubj\./,
  ],
  ['MLflow without a file', { MLmodel: 'flavors:\n' }, /that its MLmodel names/],
  ['TensorFlow', { 'saved_model.pb': '', assets: '' }, /Name FOLDER\/assets/],
  ['Spark', { metadata: '', data: '' }, /Spark.*convert_sparkml/],
  ['one model', { 'model.onnx': '', 'readme.md': '' }, /such as FOLDER\/model\.onnx/],
  ['YDF or nothing', { 'readme.md': '' }, /^not refused$/],
])('a folder of %s is told what to name', async (_, files, message) => {
  expect(await refusal(files)).toMatch(message);
});
