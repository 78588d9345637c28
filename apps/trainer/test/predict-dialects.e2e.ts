/** A table that trains also predicts, however it is written. */
import { Buffer } from 'node:buffer';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { train, trainer } from './in-process.ts';

const PLACES = ['Ñuñoa', 'Málaga; Este', 'Centro'];
const HEADER = ['sold on', 'place', 'área', 'price'];
const ROWS = Array.from({ length: 90 }, (_, i) => {
  const area = i % 11 === 0 ? '' : String(30.5 + ((i * 37) % 100));
  const date = `2024-0${1 + (i % 9)}-1${i % 10}`;
  return [date, PLACES[i % 3]!, area, String(1_000.25 + 10 * i)];
});

interface Dialect {
  readonly delimiter?: string;
  readonly separatorLine?: string;
  readonly quote?: string;
  readonly decimal?: string;
  readonly newline?: string;
}

function written(dialect: Dialect, table: readonly (readonly string[])[] = ROWS): string {
  const { delimiter = ',', quote = '"', decimal = '.', newline = '\n' } = dialect;
  const cell = (text: string) => (/[;,]/.test(text) ? quote + text + quote : text);
  const rows = [
    HEADER,
    ...table.map(([date, place, area, price]) =>
      [date!, place!, area!.replace('.', decimal), price!.replace('.', decimal)].map(String),
    ),
  ];
  const text = rows.map((row) => row.map(cell).join(delimiter) + newline).join('');
  return (dialect.separatorLine ?? '') + text;
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

/** @param said on stderr */
async function predict(file: string, options: readonly string[] = [], said = ''): Promise<string> {
  const words = ['--model=sales', `--data=${file}`, '--out=out.csv', ...options];
  const { code, stderr } = await trainer(folder, 'predict', ...words);
  expect([code, stderr]).toEqual([0, said]);
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
  [
    'a first line that names the delimiter for Excel',
    { separatorLine: 'sep=;\n', delimiter: ';' },
    'utf8',
    [],
  ],
  ['a delimiter beyond ASCII', { delimiter: '§' }, 'utf8', ['--delimiter=§']],
  ['the same in Latin-1', { delimiter: '§' }, 'latin1', ['--delimiter=§']],
  ['a character that only an option names', { delimiter: '^' }, 'utf8', ['--delimiter=^']],
  ['decimal commas in quotes', { decimal: ',' }, 'utf8', ['--decimal=,']],
])('%s', async (_, dialect, encoding, options) => {
  await writeFile(join(folder, 'other.csv'), Buffer.from(written(dialect), encoding));
  const said =
    dialect.decimal === ','
      ? 'other.csv writes the numbers of "área" with decimal commas, training had decimal points.\n'
      : '';
  expect(await predict('other.csv', options, said)).toBe(plain);
});

test('evaluate says how a file writes numbers, and has it in its document', async () => {
  await writeFile(join(folder, 'commas.csv'), written({ delimiter: ';', decimal: ',' }));
  const words = ['--model=sales', '--data=commas.csv', '--json'];
  const { code, stdout, stderr } = await trainer(folder, 'evaluate', ...words);
  const line =
    'commas.csv writes the numbers of "área", "price" with decimal commas, training had decimal points.';
  expect([code, stderr]).toEqual([0, `${line}\n`]);
  expect(JSON.parse(stdout)).toMatchObject({ data: { notices: [line] } });
});

test.each<[string, Dialect, BufferEncoding]>([
  ['UTF-8', {}, 'utf8'],
  ['Latin-1, semicolons and decimal commas', { delimiter: ';', decimal: ',' }, 'latin1'],
  ['UTF-16', {}, 'utf16le'],
  ['single quotes', { quote: "'" }, 'utf8'],
])(
  'in %s, rows that do not fit have the reason, and the others their prediction',
  async (_, dialect, encoding) => {
    const table = ROWS.map((row, i) =>
      i === 40 ? ['2024-02-30', 'Ávila', row[2]!, row[3]!] : row,
    );
    const mark = encoding === 'utf16le' ? '\ufeff' : '';
    await writeFile(join(folder, 'odd.csv'), Buffer.from(mark + written(dialect, table), encoding));
    const words = ['--model=sales', '--data=odd.csv', '--out=odd-out.csv'];
    const { code, stderr } = await trainer(folder, 'predict', ...words);
    expect(code).toBe(5);
    expect(stderr).toContain('line 42: column "sold on": found "2024-02-30", expected a date');
    const lines = (await readFile(join(folder, 'odd-out.csv'), 'utf8')).split('\n');
    const expected = plain.split('\n');
    expect(lines[41]).toMatch(
      /^,"column ""sold on"": .*; column ""place"": found ""Ávila"", expected/,
    );
    expect(lines.toSpliced(41, 1)).toEqual(expected.toSpliced(41, 1));
  },
);

const PARQUET: { name: string; data: (string | number | null)[] }[] = [
  { name: 'price', data: ROWS.map((row) => Number(row[3])) },
  { name: 'place', data: ROWS.map((row) => row[1]!) },
  { name: 'área', data: ROWS.map((row) => (row[2] === '' ? null : Number(row[2]))) },
  { name: 'sold on', data: ROWS.map((row) => row[0]!) },
];

async function writeParquet(name: string, columnData: typeof PARQUET): Promise<void> {
  const bytes = parquetWriteBuffer({ columnData, rowGroupSize: 32 });
  await writeFile(join(folder, name), Buffer.from(bytes));
}

test('Parquet', async () => {
  await writeParquet('rows.parquet', PARQUET);
  expect(await predict('rows.parquet')).toBe(plain);
  await writeFile(join(folder, 'packed'), gzipSync(await readFile(join(folder, 'rows.parquet'))));
  expect(await predict('packed')).toBe(plain);
});

test('rows of Parquet that do not fit have the reason too', async () => {
  const places = PARQUET[1]!.data.map((place, i) => (i === 70 ? 'Ávila' : place));
  await writeParquet('odd.parquet', PARQUET.with(1, { name: 'place', data: places }));
  const words = ['--model=sales', '--data=odd.parquet', '--out=odd-out.csv'];
  const { code, stderr } = await trainer(folder, 'predict', ...words);
  expect([code, ...stderr.split('\n').slice(0, 2)]).toEqual([
    5,
    expect.stringContaining('expected none; the others are predicted.'),
    expect.stringContaining('line 71: column "place": found "Ávila", expected one of'),
  ]);
  const lines = (await readFile(join(folder, 'odd-out.csv'), 'utf8')).split('\n');
  expect(lines.toSpliced(71, 1)).toEqual(plain.split('\n').toSpliced(71, 1));
});

test('Parquet without a column that the model reads is refused', async () => {
  await writeParquet('less.parquet', PARQUET.slice(0, 3));
  const { code, stderr } = await trainer(folder, 'predict', '--model=sales', '--data=less.parquet');
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /^In less\.parquet, found no column "sold on", expected [^\n]+; the file's are [^\n]+\n$/,
  );
});

test('bytes that are no UTF-8 behind a start that is are refused, and nothing is written', async () => {
  const text = written({});
  const rows = text.slice(text.indexOf('\n') + 1);
  const long = Buffer.concat([Buffer.from(text + rows.repeat(100)), Buffer.from(rows, 'latin1')]);
  await writeFile(join(folder, 'late.csv'), long);
  const words = ['--model=sales', '--data=late.csv', '--out=late-out.csv'];
  const { code, stderr } = await trainer(folder, 'predict', ...words);
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /^In late\.csv, line 9092: found bytes that are not UTF-8 text[^\n]+--encoding, such as windows-1250 or macintosh\.\n$/,
  );
  await expect(readFile(join(folder, 'late-out.csv'))).rejects.toThrow('ENOENT');
});

test('an empty file is called one', async () => {
  await writeFile(join(folder, 'empty.csv'), '');
  const { code, stderr } = await trainer(folder, 'predict', '--model=sales', '--data=empty.csv');
  expect(code).toBe(3);
  expect(stderr).toMatch(/^[^\n]*empty\.csv[^\n]*\n$/);
});
