import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { readExpected } from './expected-predictions.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-predictions-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: string | Uint8Array, rows: number) {
  const path = join(folder, 'predictions.csv');
  await writeFile(path, bytes);
  const expected = await readExpected(path, rows, ['no', 'yes']);
  return Array.from({ length: expected.rows }, (_, row) => expected.rowAt(row));
}
const values = async (bytes: string | Uint8Array, rows: number) =>
  (await read(bytes, rows)).map((row) => row.map(({ value }) => value));
const roundings = async (text: string, rows: number) =>
  (await read(text, rows)).flat().map(({ rounding }) => rounding);

const ROWS = [
  [0.25, 0.75],
  [0.5, 1.5],
];
const parquet = (columns: Readonly<Record<string, number[]>>) =>
  Buffer.from(
    parquetWriteBuffer({
      columnData: Object.entries(columns).map(([name, data]) => ({ name, data, type: 'DOUBLE' })),
    }),
  );
const utf16 = (text: string) =>
  Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]);

test.each<readonly [string, string | Uint8Array]>([
  ['commas', '0.25,0.75\n0.5,1.5\n'],
  ['a header, empty lines and blanks', 'no,yes\n 0.25, 0.75\n\n0.5 , 1.5\n'],
  ['a header of numbers, as pandas writes it', '0,1\n0.25,0.75\n0.5,1.5\n'],
  ['a column of labels, as pandas writes it', ',0,1\n0,0.25,0.75\n1,0.5,1.5\n'],
  ['quotes', '"0.25","0.75"\n"0.5","1.5"\n'],
  ['semicolons and decimal commas', 'no;yes\n0,25;0,75\n0,5;1,5\n'],
  ['decimal commas in quotes', '"0,25","0,75"\n"0,5","1,5"\n'],
  ['tabs', '0.25\t0.75\r\n0.5\t1.5\r\n'],
  ['blanks, as numpy.savetxt writes', '2.500e-01 7.500e-01\n5.000e-01 1.500e+00\n'],
  ['padded blanks', '    0.25   0.75\n     0.5    1.5\n'],
  ['UTF-16', utf16('no;sí\r\n0.25;0.75\r\n0.5;1.5\r\n')],
  ['a mark of UTF-8', '\ufeff0.25,0.75\n0.5,1.5\n'],
  ['gzip', gzipSync('0.25,0.75\n0.5,1.5\n')],
  ['an id beside them', 'id,no,yes\n17,0.25,0.75\n18,0.5,1.5\n'],
  ['classes in another order', 'yes,no\n0.75,0.25\n1.5,0.5\n'],
  ['Parquet, with an id', parquet({ id: [17, 18], prob_yes: [0.75, 1.5], prob_no: [0.25, 0.5] })],
  ['JSON Lines', '{"no":0.25,"yes":0.75}\n{"yes":1.5,"no":0.5}\n'],
])('a table of numbers may have %s', async (_, bytes) => {
  expect(await values(bytes, 2)).toEqual(ROWS);
});

test('an archive of numpy is known by it, however long the name of its array', async () => {
  const head = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n";
  const numbers = new Uint8Array(Float64Array.of(0.25, 0.5).buffer);
  const array = Buffer.concat([
    Buffer.from(`\x93NUMPY\x01\0${String.fromCharCode(head.length)}\0${head}`, 'latin1'),
    numbers,
  ]);
  const archive = zipSync({ [`${'probability'.repeat(9)}.npy`]: array });
  expect(await values(archive, 2)).toEqual([[0.25], [0.5]]);
});

test('a table of another number of rows keeps them all', async () => {
  expect(await values('0.25,0.75\n0.5,1.5\n', 7)).toEqual(ROWS);
  expect(await values('{"p":0.25}\n{"p":0.5}\n', 1)).toEqual([[0.25], [0.5]]); // no header of CSV
});

test('numbers of as many places are rounded there, small ones too', async () => {
  expect(await roundings('12.345678\n0.000123\n', 2)).toEqual([5e-7, 5e-7]);
  expect(await roundings('"12,345678"\n"0,000123"\n', 2)).toEqual([5e-7, 5e-7]);
});

test('numbers of as many digits are rounded there, with and without zeros at the end', async () => {
  const [a, b, c] = await roundings('-1.0107\n0.325505\n1.2e-7\n', 3);
  expect(a).toBeCloseTo(5e-6, 12);
  expect(b).toBeCloseTo(5e-7, 13);
  expect(c).toBeCloseTo(5e-13, 19);
});

test.each([
  ['whole', '0.30000000000000004\n0.5\n'],
  ['of few digits', '1\n0\n'],
  ['of five digits', '0.12345\n0.2\n'],
])('numbers that are %s are not rounded', async (_, text) => {
  expect(new Set(await roundings(text, 2))).toEqual(new Set([0]));
});

test('what is no number is none, and keeps its text', async () => {
  const [first, second] = await read('1,2\nx,\n', 2);
  expect(first!.map(({ value }) => value)).toEqual([1, 2]);
  expect(second!.map(({ value, text }) => [value, text])).toEqual([
    [NaN, 'x'],
    [NaN, ''],
  ]);
});

test('booleans are 0 and 1, too', async () => {
  expect(await values('True\nfalse\n', 2)).toEqual([[1], [0]]);
});

test.each([
  ['a workbook', 'PK\u0003\u0004xl/', /an Excel workbook.*CSV/],
  ['an open quote', '0.5\n"0.2\n', /quote/],
  ['a list in JSON', '[{"a":1}]', /a list in JSON.*JSON Lines/],
])('%s is refused with a way out', async (_, text, message) => {
  await expect(read(text, 2)).rejects.toThrow(message);
});
