/** A table that trains also predicts, however it is written. */
import { Buffer } from 'node:buffer';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { train, trainer } from './run.ts';

const PLACES = ['Ñuñoa', 'Málaga; Este', 'Centro'];
const HEADER = ['sold on', 'place', 'área', 'price'];
const ROWS = Array.from({ length: 90 }, (_, i) => {
  const area = i % 11 === 0 ? '' : String(30.5 + ((i * 37) % 100));
  const date = `2024-0${1 + (i % 9)}-1${i % 10}`;
  return [date, PLACES[i % 3]!, area, String(1_000.25 + 10 * i)];
});

interface Dialect {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly decimal?: string;
  readonly newline?: string;
}

function written({ delimiter = ',', quote = '"', decimal = '.', newline = '\n' }: Dialect): string {
  const cell = (text: string) => (/[;,]/.test(text) ? quote + text + quote : text);
  const rows = [
    HEADER,
    ...ROWS.map(([date, place, area, price]) =>
      [date!, place!, area!.replace('.', decimal), price!.replace('.', decimal)].map(String),
    ),
  ];
  return rows.map((row) => row.map(cell).join(delimiter) + newline).join('');
}

let folder: string;
let plain: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-dialects-'));
  await writeFile(join(folder, 'plain.csv'), written({}));
  const options = ['--data=plain.csv', '--target=price', '--name=sales', '--n-estimators=5'];
  expect((await train(folder, ...options)).code).toBe(0);
  plain = await predict('plain.csv');
}, 30_000);
afterAll(() => rm(folder, { recursive: true }));

async function predict(file: string, ...options: string[]): Promise<string> {
  const words = ['--model=sales', `--data=${file}`, '--out=out.csv', ...options];
  const { code, stderr } = await trainer(folder, 'predict', ...words);
  expect([code, stderr]).toEqual([0, '']);
  return readFile(join(folder, 'out.csv'), 'utf8');
}

test.each<[string, Dialect, BufferEncoding, string[]]>([
  ['semicolons and decimal commas in Latin-1', { delimiter: ';', decimal: ',' }, 'latin1', []],
  ['single quotes', { quote: "'" }, 'utf8', []],
  [
    'tabs, CRLF and UTF-16',
    { delimiter: '\t', newline: '\r\n' },
    'utf16le',
    ['--encoding=utf-16le'],
  ],
  ['bars', { delimiter: '|' }, 'utf8', []],
  ['a character that only an option tells', { delimiter: '^' }, 'utf8', ['--delimiter=^']],
  ['decimal commas in quotes', { decimal: ',' }, 'utf8', ['--decimal=,']],
])('%s', async (_, dialect, encoding, options) => {
  await writeFile(join(folder, 'other.csv'), Buffer.from(written(dialect), encoding));
  expect(await predict('other.csv', ...options)).toBe(plain);
});

test('bytes that are no UTF-8 behind a start that is are refused, and nothing is written', async () => {
  const text = written({});
  const rows = text.slice(text.indexOf('\n') + 1);
  const long = Buffer.concat([Buffer.from(text + rows.repeat(100)), Buffer.from(rows, 'latin1')]);
  await writeFile(join(folder, 'late.csv'), long);
  const words = ['--model=sales', '--data=late.csv', '--out=late-out.csv'];
  const { code, stderr } = await trainer(folder, 'predict', ...words);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^Found bytes in late\.csv that are not UTF-8[^\n]+--encoding\.\n$/);
  await expect(readFile(join(folder, 'late-out.csv'))).rejects.toThrow('ENOENT');
});

test('an empty file is called one', async () => {
  await writeFile(join(folder, 'empty.csv'), '');
  const { code, stderr } = await trainer(folder, 'predict', '--model=sales', '--data=empty.csv');
  expect(code).toBe(3);
  expect(stderr).toMatch(/^[^\n]*empty\.csv[^\n]*\n$/);
});
