import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { asideName } from '@lambda-forest/artifacts';
import { RUN_FILES } from '@lambda-forest/scale';

import { FolderOutput } from './folder-output.ts';

/** Beyond what any system gives. */
const DEAD_PID = 2 ** 31 - 1;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-output-'));
});

afterAll(() => rm(folder, { recursive: true }));

test('what a killed run left aside is removed in every folder that it writes into', async () => {
  const output = new FolderOutput(folder);
  const names = ['part-00000000.csv', RUN_FILES.plan, '_run/receipts/00000000.json'];
  for (const name of names) {
    await output.put(name, '');
    await output.put(join(name, '..', asideName('x', DEAD_PID, '0123456789ab')), '');
  }
  await output.clean();
  const keys: string[] = [];
  for await (const { key } of output.list()) keys.push(key);
  expect(keys.sort()).toEqual([...names].sort());
});

test('a part that is there stays, unless it is the one that is to be replaced', async () => {
  const output = new FolderOutput(join(folder, 'parts'));
  const write = async (text: string, replaces?: string) => {
    const file = await output.open('part', replaces);
    await file.write(Buffer.from(text));
    await file.finish();
    return output.get('part');
  };
  expect(await write('first')).toBe('first');
  expect(await write('second')).toBe('first');
  for await (const { etag } of output.list()) {
    expect(await write('third', etag)).toBe('third');
    expect(await write('fourth', etag)).toBe('third');
  }
  expect(await readdir(join(folder, 'parts'))).toEqual(['part']);
});

test('a file that is removed is gone, and one that is not there no problem', async () => {
  const output = new FolderOutput(join(folder, 'out'));
  await output.put('a', '');
  for (let i = 0; i < 2; i++) await output.remove('a');
  expect(await readdir(join(folder, 'out'))).toEqual([]);
});
