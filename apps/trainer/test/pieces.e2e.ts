/** Training in pieces, by several processes, against training on the whole table. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { train } from './in-process.ts';

/** More than one piece of a mebibyte, of rows that are long because of a column that is not read. */
const ROWS = 4_000;
const LABEL_LENGTH = 400;
const COLOURS = ['red', 'green', 'blue', 'rare', ''];
const QUICK = ['--learner=forest', '--n-estimators=4', '--folds=2', '--permutation-repeats=1'];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-pieces-'));
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const size = ((i * 7_919) % 100_003) / 64;
    const colour = COLOURS[((i * i) % 11) % COLOURS.length]!;
    const day = `2023-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`;
    const price = (size * (colour === 'red' ? 2 : 1) + (i % 12) * 31).toFixed(2);
    return `${`row number ${i} `.padEnd(LABEL_LENGTH, '-')},${size},${colour},${day},"${i % 3 === 0 ? 'a\nb' : 'c'}",${price}\n`;
  });
  await writeFile(
    join(folder, 'mixed.csv'),
    `label,size,colour,day,quoted,price\n${rows.join('')}`,
  );
  await writeFile(
    join(folder, 'columns.json'),
    JSON.stringify({ columns: [{ name: 'label', kind: 'ignore' }] }),
  );
});

afterAll(() => rm(folder, { recursive: true }));

/** What training leaves, but for when that was. */
async function artifacts(name: string, ...options: readonly string[]) {
  const { code, stderr } = await train(folder, ...QUICK, ...options, `--output-dir=${name}`);
  expect([code, stderr]).toEqual([0, '']);
  const files = (await readdir(join(folder, name))).sort();
  const contents = files.map(async (file) => {
    const text = await readFile(join(folder, name, file), 'latin1');
    return [file, text.replace(/^ {2}"created_at": .*/m, '')] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}

const MIXED = ['--data=mixed.csv', '--schema=columns.json', '--name=mixed', '--unseen=learned'];

test.each([
  ['iris', [], [['--workers=2']]],
  [
    'a table of numbers, levels, dates and gaps',
    MIXED,
    [['--workers=1'], ['--workers=3', '--piece-mb=1']],
  ],
])('%s: the model is the same by any number of processes', async (name, options, ways) => {
  const whole = await artifacts(`${name} whole`, ...options);
  expect(Object.keys(whole)).toContain('model.forest');
  for (const way of ways) {
    expect(await artifacts(`${name} ${way.join(' ')}`, ...options, ...way)).toEqual(whole);
  }
});

test('what one piece cannot be read for is told with its line, and nothing is left behind', async () => {
  const text = await readFile(join(folder, 'mixed.csv'), 'utf8');
  await writeFile(join(folder, 'short.csv'), `${text}1,2\n`);
  const lines = text.split('\n').length;
  const options = [
    ...QUICK,
    '--data=short.csv',
    '--workers=2',
    '--piece-mb=1',
    '--row-shards=2',
    '--output-dir=none',
  ];
  const { code, stderr } = await train(folder, ...options);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^Notice: --row-shards=2 costs accuracy/); // before anything is read
  expect(stderr).toContain(`line ${lines}: found 2 cells, expected 6`);
  await expect(readdir(join(folder, 'none'))).rejects.toThrow('ENOENT');
});
