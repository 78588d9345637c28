import { expect, test } from 'vitest';

import { knownModels } from './known-models.ts';
import type { ReadFolder } from './known-models.ts';

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  '/a': ['iris/', 'sales/', 'README.md', '.git/', 'not a name/'],
  '/a/iris': ['1.0.0/', '1.1.0/', 'latest.json'],
};

const readFolder: ReadFolder = (path) => {
  const entries = FOLDERS[path];
  if (entries === undefined) return Promise.reject(new Error('ENOENT'));
  return Promise.resolve(
    entries.map((entry) => ({
      name: entry.replace('/', ''),
      isDirectory: () => entry.endsWith('/'),
    })),
  );
};

test('models and the versions of one are the folders that can be names', async () => {
  expect(await knownModels(readFolder, '/a', 'iris')).toEqual({
    names: ['iris', 'sales'],
    versions: ['1.0.0', '1.1.0'],
  });
});

test('there is nothing where there is no such folder', async () => {
  expect(await knownModels(readFolder, '/a', 'house')).toMatchObject({ versions: [] });
  expect(await knownModels(readFolder, '/b', 'iris')).toEqual({ names: [], versions: [] });
});
