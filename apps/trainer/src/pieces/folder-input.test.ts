import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { FolderInput } from './folder-input.ts';

const BYTES = 600_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-input-'));
});

test('a folder in place of a file is refused in one line', async () => {
  const input = new FolderInput(folder, ['.']);
  await expect(input.list().next()).rejects.toThrow(/^Found a folder at .*\.$/);
});

test('a file that was listed and then removed has changed', async () => {
  await writeFile(join(folder, 'b.csv'), 'b');
  const input = new FolderInput(folder, ['b.csv']);
  const all = async () => {
    for await (const { key } of input.list()) expect(key).toBe('b.csv');
  };
  await all();
  await rm(join(folder, 'b.csv'));
  await expect(all()).rejects.toMatchObject({ code: 'INPUT_CHANGED' });
  const other = new FolderInput(folder, ['b.csv']).list();
  await expect(other.next()).rejects.toThrow(/^Found no file at /);
});

afterAll(() => rm(folder, { recursive: true }));

test('a file that changes while it is read is noticed, also by who leaves before its end', async () => {
  const path = join(folder, 'a.csv');
  for (const isLeft of [true, false]) {
    await writeFile(path, 'a'.repeat(BYTES));
    const input = new FolderInput(folder, ['a.csv']);
    const object = (await input.list().next()).value!;
    const reading = async () => {
      for await (const { length } of input.read(object, 0, BYTES)) {
        expect(length).toBeLessThan(BYTES);
        await writeFile(path, 'b'.repeat(BYTES + 1));
        if (isLeft) break;
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: 'INPUT_CHANGED' });
  }
});

test.each([
  ['in its place', () => writeFile(join(folder, 'c.csv'), 'other')],
  [
    'by renaming another',
    async () => {
      await writeFile(join(folder, 'd.csv'), 'other');
      await rename(join(folder, 'd.csv'), join(folder, 'c.csv'));
    },
  ],
])('a file that is replaced by one of the same size %s has changed', async (_, replace) => {
  await writeFile(join(folder, 'c.csv'), 'these');
  const input = new FolderInput(folder, ['c.csv']);
  const object = (await input.list().next()).value!;
  await replace();
  await expect(input.read(object, 0, 5).next()).rejects.toMatchObject({ code: 'INPUT_CHANGED' });
  const again = (await input.list().next()).value!;
  expect(again.size).toBe(object.size);
  expect(again.etag).not.toBe(object.etag);
});
