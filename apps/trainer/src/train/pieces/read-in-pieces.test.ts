import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { parseOptions, spellFlags } from '@lambda-forest/cli';
import { readDataset, withNumbers } from '@lambda-forest/data';
import { LambdaForestError } from '@lambda-forest/text';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openAside } from '../../files/open-aside.ts';
import { readDataFiles } from '../../reading/read-data-file.ts';
import { datasetOptions } from '../table-ways.ts';
import { TRAIN_OPTIONS } from '../train-options.ts';
import { wordColumns } from '../word-columns.ts';
import { doTableTask } from './do-table-task.ts';
import { processWays } from './process-ways.ts';
import { readInPieces } from './read-in-pieces.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-pieces-'));
});
afterAll(() => rm(folder, { recursive: true }));

const { signal } = new AbortController();

/** What both ways of reading find, or why they do not. */
async function bothWays(files: readonly string[], pieceBytes: number, ...given: string[]) {
  const options = parseOptions(TRAIN_OPTIONS, given);
  const paths = files.map((file) => join(folder, file));
  const keepWords = wordColumns(options);
  const whole = async () => {
    const file = await readDataFiles({ files: paths, options, keepWords, signal });
    const columns = file.choice.columns;
    return { file, read: readDataset(file.table, { ...datasetOptions(options), columns }) };
  };
  const ways = processWays(paths, 3, folder);
  const places = {
    input: ways.input,
    open: (name: string) => openAside(join(folder, name), 'Mend it.'),
  };
  const inPieces = () =>
    readInPieces({
      ways: {
        ...ways,
        openPool: (setup, onBytes) => ({
          run: (task) => doTableTask(task, setup, places, (bytes) => onBytes(task, bytes)),
          close: () => Promise.resolve(),
        }),
      },
      options,
      keepWords,
      datasetOptions: datasetOptions(options),
      pieceBytes,
      signal,
      onProgress: () => undefined,
    });
  const outcomes = [];
  for (const way of [whole, inPieces]) {
    outcomes.push(
      await way().catch((error: unknown) => {
        if (!(error instanceof LambdaForestError)) throw error;
        return { error: spellFlags(error.message) };
      }),
    );
  }
  return outcomes.map((outcome) => {
    if ('error' in outcome) return outcome;
    const { file, read } = outcome;
    const { table, ...rest } = file;
    const { lines, parts, header } = table;
    const dataset = withNumbers(read.dataset);
    return { ...read, dataset, file: { ...rest, lines, parts, header } };
  });
}

const HEADER = 'id,size,colour,when,note,area,price';
const rows = Array.from({ length: 400 }, (_, i) => [
  i,
  i % 5 === 0 ? '' : (i * 7) % 31,
  ['red', 'green', '"blue\nor, so"', 'NA'][(i * 13) % 4]!,
  `2024-${String(1 + (i % 12)).padStart(2, '0')}-11`,
  i % 3 === 0 ? 'yes' : 'no',
  ((i * 7919) % 1009) / 8,
  100 + ((i * 31) % 77) / 4,
]);
const CSV = `${HEADER}\n${rows.map((row) => `${row.join(',')}\n`).join('')}`;

test.each([150, 700, 5_000, 1e6])(
  'of a CSV in pieces of %i bytes all is as of the whole',
  async (bytes) => {
    await writeFile(join(folder, 'mixed.csv'), CSV);
    const [whole, inPieces] = await bothWays(['mixed.csv'], bytes);
    expect(whole).toHaveProperty('dataset');
    expect(inPieces).toEqual(whole);
  },
);

test('so it is of several files, of which the first says how numbers are written', async () => {
  const line = (i: number) =>
    `${i % 7},${5 + (i % 9)};${i % 2 === 0 ? 'a' : 'b'};${1 + (i % 9)}.${100 + (i % 800)},5\n`;
  const lines = Array.from({ length: 300 }, (_, i) => line(i));
  await writeFile(join(folder, 'one.csv'), `x;kind;y\n${lines.slice(0, 120).join('')}`);
  await writeFile(join(folder, 'two.csv'), gzipSync(`x;kind;y\n${lines.slice(120).join('')}`));
  await writeFile(join(folder, 'three.csv'), 'x;kind;y\n1,5;a;2.250,5\n');
  const [whole, inPieces] = await bothWays(['one.csv', 'two.csv', 'three.csv'], 300);
  expect(whole).toHaveProperty('dataset');
  expect(inPieces).toEqual(whole);
});

test('so it is of JSON Lines whose objects have different members, and of classes', async () => {
  const objects = rows.map(([id, size, colour, when, note], i) => ({
    ...(i > 30 && size !== '' ? { size } : {}),
    ...(i % 90 === 0 ? { rare: id } : {}),
    ...(i > 200 ? { when } : {}),
    note: i % 17 === 0 ? null : note,
    colour: colour === 'NA' ? 'blue' : colour,
  }));
  await writeFile(
    join(folder, 'x.jsonl'),
    objects.map((one) => `${JSON.stringify(one)}\n`).join(''),
  );
  const [whole, inPieces] = await bothWays(['x.jsonl'], 900, '--target=colour');
  expect(whole).toHaveProperty('dataset');
  expect(inPieces).toEqual(whole);
  const [refused, withoutLine] = await bothWays(['x.jsonl'], 900, '--target=note');
  expect(refused).toHaveProperty('error', expect.stringContaining('line 1 and 23 more rows'));
  const { error } = refused as { readonly error: string };
  expect(withoutLine).toEqual({ error: error.replace(' line 1 and 23 more rows,', '') });
});

test('so it is of Parquet, in groups of rows', async () => {
  const column = (at: number) => rows.map((row) => row[at]!);
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'area', data: column(5), type: 'DOUBLE' },
      { name: 'note', data: column(4), type: 'STRING' },
      { name: 'price', data: column(6), type: 'DOUBLE' },
    ],
    rowGroupSize: 60,
  });
  await writeFile(join(folder, 'x.parquet'), Buffer.from(bytes));
  const [whole, inPieces] = await bothWays(['x.parquet'], 1_000);
  expect(whole).toHaveProperty('dataset');
  expect(inPieces).toEqual(whole);
});

test('a row that is too short is named by the line of its file', async () => {
  const lines = CSV.split('\n');
  lines[450] = '1,2';
  await writeFile(join(folder, 'short.csv'), lines.join('\n'));
  const [whole, inPieces] = await bothWays(['short.csv'], 800);
  expect(whole).toHaveProperty('error', expect.stringContaining('line 451'));
  expect(inPieces).toEqual(whole);
});

test.each([
  [
    'texts',
    (i: number) => `${['red', 'old', 'big'][i % 3]} ${['cat', 'dog'][i % 2]} house number ${i}`,
    'found text, expected numbers',
  ],
  ['names', (i: number) => `n${i % 300}`, 'found names, expected numbers'],
])('%s are refused, and how to leave them out', async (_, cell, message) => {
  const lines = Array.from({ length: 1_200 }, (_, i) => `${cell(i)},${i % 7},${i % 3}\n`);
  await writeFile(join(folder, 'words.csv'), `words,x,y\n${lines.join('')}`);
  const [whole, inPieces] = await bothWays(['words.csv'], 3_000);
  expect(whole).toHaveProperty('dataset');
  expect(inPieces).toHaveProperty('error', expect.stringContaining(message));
});
