import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { writeFiles } from './write-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-write-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what cannot be written is said with the remedy of the command, and leaves nothing', async () => {
  await writeFile(join(folder, 'file'), '');
  const remedy = 'Name another file with --output.';
  await expect(writeFiles(join(folder, 'file'), { a: 'a' }, remedy)).rejects.toThrow(
    `a file where there should be the folder ${join(folder, 'file')}. ${remedy}`,
  );
  const long = { a: 'a', ['b'.repeat(300)]: 'b' };
  await expect(writeFiles(folder, long, remedy)).rejects.toThrow(remedy);
  expect(await readdir(folder)).toEqual(['file']);
});
