import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseOptions } from '@lambda-forest/cli';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { TRAIN_OPTIONS } from '../train/train-options.ts';
import { readDataFiles } from './read-data-file.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-reading-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['x,y\n1,a\n', '--skip-rows=9', 'found nothing below 9 lines that'],
  ['x,y\n1,a\n', '--skip-rows=2', 'found nothing below 2 lines that'],
  ['x,y\n1,a\n', '--skip-rows=1', 'found a header without rows'],
  ['x,y\n1,a\n', '--skip-rows-after-header=9', 'found nothing below the header and 9 rows that'],
  ['x,y\n1,a\n', '--skip-rows-after-header=1', 'found nothing below the header and 1 row that'],
  ['', '--skip-rows=0', 'found an empty file'],
])('of %j with %s it says: %s', async (text, given, says) => {
  const file = join(folder, 'a.csv');
  await writeFile(file, text);
  const options = parseOptions(TRAIN_OPTIONS, [given]);
  const { signal } = new AbortController();
  await expect(readDataFiles({ files: [file], options, signal })).rejects.toThrow(says);
});
