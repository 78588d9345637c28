import { describe, expect, test } from 'vitest';

import { LatestVersionError, parseModelReference, readModelFile } from './index.ts';
import type { Files } from './index.ts';

const TREES = new TextEncoder().encode('trees');
const FILES: Readonly<Record<string, string>> = {
  '/a/iris/latest.json': '{"version":"1.1.0"}',
  '/a/iris/1.0.0/model.forest': 'old',
  '/a/iris/1.1.0/model.forest': 'trees',
  '/a/broken/latest.json': '{}',
  'out/m/model.forest': 'trees',
  'out/other.bin': 'trees',
  saved: 'trees',
  'folder/model.forest': 'trees',
};

const failWith = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));

const files: Files = {
  readFile(path) {
    if (path === 'out/locked/model.forest') return failWith('EACCES');
    const text = FILES[path];
    if (text !== undefined) return Promise.resolve(new TextEncoder().encode(text));
    const isFolder = Object.keys(FILES).some((file) => file.startsWith(`${path}/`));
    const isBelowFile = Object.keys(FILES).some((file) => path.startsWith(`${file}/`));
    return failWith(isFolder ? 'EISDIR' : isBelowFile ? 'ENOTDIR' : 'ENOENT');
  },
  readdir(path) {
    const below = Object.keys(FILES).filter((file) => file.startsWith(`${path}/`));
    const names = new Set(below.map((file) => file.slice(path.length + 1).split('/')[0]!));
    return Promise.resolve([...names].map((name) => ({ name, isDirectory: () => true })));
  },
};

const read = (reference: string) => readModelFile(files, '/a', parseModelReference(reference));

describe('a model is read', () => {
  test.each([
    ['iris', '/a/iris/1.1.0'],
    ['iris@1.1.0', '/a/iris/1.1.0'],
    ['out/m', 'out/m'],
    ['out/m/', 'out/m'],
    ['out/m/model.forest', 'out/m'],
  ])('by %s', async (reference, folder) => {
    const file = await read(reference);
    expect(file).toEqual({ bytes: TREES, folder, path: `${folder}/model.forest` });
  });

  test('from a file of any name', async () => {
    expect(await read('out/other.bin')).toEqual({
      bytes: TREES,
      folder: 'out',
      path: 'out/other.bin',
    });
  });
});

describe('what is missing is reported', () => {
  test.each(['saved', 'folder'])('with the path that %s is', async (name) => {
    await expect(read(name)).rejects.toThrow(`Write the path of a file or folder as ./${name}.`);
  });

  test.each(['nowhere/m', './out', 'model.forest'])('at the path %s', async (path) => {
    await expect(read(path)).rejects.toThrow(
      `Found no model at ${path}, expected a model file or a folder with model.forest.`,
    );
  });

  test('by name and version, with what exists', async () => {
    await expect(read('iriss')).rejects.toThrow(/Did you mean iris\?/);
    await expect(read('iris@2.0.0')).rejects.toThrow(/Found no version 2\.0\.0 of the model iris/);
  });

  test('but a file that may not be read, or a damaged latest.json, is another problem', async () => {
    await expect(read('out/locked')).rejects.toThrow('EACCES');
    await expect(read('broken')).rejects.toThrow(LatestVersionError);
  });
});
