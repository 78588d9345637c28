import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { findInput } from './find-input.ts';

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'lambda-forest-find-')));
  const files = ['in/a/1.csv', 'in/a/_x.csv', 'in/.b/1.csv', 'in/scored/part-00000000.csv'];
  for (const file of [...files, 'in/scored/_run/run.json']) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }
  await symlink(join(folder, 'in/a'), join(folder, 'in/link'), 'junction');
});

afterAll(() => rm(folder, { recursive: true }));

test('of a folder, neither links to folders nor the outputs of runs are read', () => {
  const files = { root: join(folder, 'in'), keys: ['a/1.csv'] };
  expect(findInput(join(folder, 'in'))).toEqual(files);
  expect(findInput(`${folder}/in/**/*1.csv,${folder}/in/*/part*`)).toEqual(files);
});

test('an output that is named is read', () => {
  const root = join(folder, 'in/scored');
  for (const given of [root, `${root}/*.csv`, `${root}/part-00000000.csv`]) {
    expect(findInput(given)).toEqual({ root, keys: ['part-00000000.csv'] });
  }
});

test('the keys of a pattern stay when it matches another folder too', async () => {
  const keys = () => findInput(`${folder}/days/*/x.csv`).keys;
  await mkdir(join(folder, 'days/1'), { recursive: true });
  await writeFile(join(folder, 'days/1/x.csv'), '');
  expect(keys()).toEqual(['1/x.csv']);
  await mkdir(join(folder, 'days/2'));
  await writeFile(join(folder, 'days/2/x.csv'), '');
  expect(keys()).toEqual(['1/x.csv', '2/x.csv']);
});

test('an output in the folder of the input is refused', () => {
  const given = join(folder, 'in');
  for (const output of [given, join(given, 'out'), join(given, '..out')]) {
    expect(() => findInput(given, output)).toThrow('in the folder of --input');
  }
  expect(findInput(given, join(folder, 'in-scored')).keys).toHaveLength(1);
  expect(findInput(join(given, '*/1.csv'), join(given, 'out')).keys).toContain('a/1.csv');
});
