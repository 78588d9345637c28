/** An option that would change nothing where it is given is refused: it is never dropped without a word. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { train, trainer } from './in-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-options-'));
  const rows = Array.from({ length: 40 }, (_, x) => ({ x, y: x % 3 === 0 ? 'a' : 'b' }));
  const csv = (some: typeof rows) => `x,y\n${some.map(({ x, y }) => `${x},${y}\n`).join('')}`;
  await writeFile(join(folder, 't.csv'), csv(rows));
  await writeFile(join(folder, 'turned.csv'), csv(rows.slice(0, 10).toReversed()));
  await writeFile(join(folder, 't.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['train', ['--search-trials=5'], '--search-trials without --search, expected both'],
  ['train', ['--force'], '--force without --model-version, expected both'],
  ['train', ['--test-data=turned.csv', '--test-size=0.3'], '--test-data and --test-size'],
  [
    'train',
    ['--test-data=t.csv', '--name=t'],
    'the bytes of t.csv, after --test-data, in a file after --data',
  ],
  ['inspect', ['--data=t.jsonl', '--skip-rows=1'], '--skip-rows for t.jsonl, which is JSON Lines'],
])('%s %j is refused', async (command, options, says) => {
  const data = options.some((option) => option.startsWith('--data')) ? [] : ['--data=t.csv'];
  const { code, stderr } = await trainer(folder, command, ...data, ...options);
  expect(stderr).toContain(says);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(code).toBe(2);
});

test('test rows that are training rows are a warning, and packed answers are refused', async () => {
  const { code, stdout } = await train(
    folder,
    '--data=t.csv',
    '--test-data=turned.csv',
    '--n-estimators=2',
    '--n-jobs=1',
    '--output-dir=m',
  );
  expect(stdout).toContain('Warning: 10 of 10 test rows equal training rows');
  expect(code).toBe(0);
  const out = ['--data=t.csv', '--out=p.csv.gz'];
  const refused = await trainer(folder, 'predict', '--model=./m', ...out);
  expect(refused.stderr).toContain('Found a file ending in .gz after --out');
  expect(refused.code).toBe(2);
});
