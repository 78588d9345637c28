import { brotliCompressSync, gzipSync } from 'node:zlib';

import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';

import { DataValidationError, scanParquet } from '../index.ts';
import type { ParquetCell, ParquetSink } from '../index.ts';

const COLUMNS = [
  { name: ' whole ', type: 'INT64' as const, data: [1n, 9_007_199_254_740_993n, null, -3n] },
  { name: 'text', type: 'STRING' as const, data: ['a', 'é', null, ''] },
  { name: 'share', type: 'DOUBLE' as const, data: [0.5, NaN, Infinity, null] },
  { name: 'is', type: 'BOOLEAN' as const, data: [true, false, null, true] },
];

async function read(
  bytes: ArrayBuffer,
  wanted: readonly number[],
  groups = Infinity,
  mostRows = Infinity,
) {
  const seen: unknown[] = [];
  const sink: ParquetSink = {
    mostRows,
    begin(names) {
      seen.push(names);
      return wanted.filter((column) => column < names.length); // fewer where a file is damaged
    },
    addColumn: (column, cells: readonly ParquetCell[], { firstRow }) =>
      seen.push([column, firstRow, ...cells]),
    endGroup: ({ firstRow, rowCount }) => seen.push(firstRow + rowCount),
  };
  let left = groups;
  const isWhole = await scanParquet('table', bytes, sink, () => Promise.resolve(--left > 0));
  return { seen, isWhole };
}

test('cells come a group and a column at a time, those that are asked for, by their types', async () => {
  const bytes = parquetWriteBuffer({ columnData: COLUMNS, rowGroupSize: 2 });
  const { seen, isWhole } = await read(bytes, [3, 0]);
  expect(isWhole).toBe(true);
  expect(seen).toEqual([
    ['whole', 'text', 'share', 'is'],
    [3, 0, 'true', 'false'],
    [0, 0, 1, '9007199254740993'],
    2,
    [3, 2, null, 'true'],
    [0, 2, null, -3],
    4,
  ]);
  const some = await read(bytes, [1], 1);
  expect(some).toMatchObject({ isWhole: false, seen: [expect.anything(), [1, 0, 'a', 'é'], 2] });
});

const GROUP_ROWS = 70;
const STRETCHED = parquetWriteBuffer({
  columnData: [
    { name: 'n', type: 'INT32' as const, data: Array.from({ length: 100 }, (_, i) => i) },
    {
      name: 't',
      type: 'STRING' as const,
      data: Array.from({ length: 100 }, (_, i) =>
        i % 3 === 0 ? null : `${i % 9}-${'x'.repeat(i)}`,
      ),
    },
  ],
  rowGroupSize: GROUP_ROWS,
  pageSize: 100, // 25 of the numbers, fewer texts
});

test('a large group comes in stretches, whose rows are those of the group', async () => {
  /** Per column, its cells with the row of each. */
  const rowsOf = async (mostRows: number) => {
    const { seen } = await read(STRETCHED, [1, 0], Infinity, mostRows);
    const rows: Record<number, unknown[]> = { 0: [], 1: [] };
    const lengths: number[] = [];
    for (const each of seen.slice(1)) {
      if (!Array.isArray(each)) continue;
      const [column, firstRow, ...cells] = each as [number, number, ...ParquetCell[]];
      expect(firstRow).toBe(rows[column]!.length);
      rows[column]!.push(...cells);
      lengths.push(cells.length);
    }
    return { rows, most: Math.max(...lengths) };
  };
  const { rows: whole } = await rowsOf(Infinity);
  expect(whole[1]).toHaveLength(100);
  for (const mostRows of [1, 7, 25, 30, 69, 70, 71]) {
    const { rows, most } = await rowsOf(mostRows);
    expect(rows).toEqual(whole);
    expect(most).toBe(Math.min(mostRows, GROUP_ROWS));
  }
});

test('no page is unpacked before its rows are wanted', async () => {
  const columnData = [
    { name: 'n', type: 'INT32' as const, data: Array.from({ length: 100 }, (_, i) => i) },
  ];
  const bytes = parquetWriteBuffer({ columnData, codec: 'UNCOMPRESSED', pageSize: 100 });
  const late = Buffer.from(bytes).indexOf(Buffer.from([90, 0, 0, 0, 91, 0, 0, 0]));
  Buffer.from(bytes).fill(0xff, late - 100, late);
  await expect(read(bytes, [0])).rejects.toThrow('found no Parquet that can be read');
  expect(await read(bytes, [0], 1, 3)).toMatchObject({ isWhole: false });
});

test('NaN is missing, and an infinite number is reported', async () => {
  const { seen } = await read(parquetWriteBuffer({ columnData: COLUMNS }), [2]);
  const problem = 'found an infinite number, expected a finite one';
  expect(seen[1]).toEqual([2, 0, 0.5, null, expect.objectContaining({ problem }), null]);
});

const WHOLE = Array.from({ length: 300 }, (_, i) => (i * 7_919) % 1_009);
const TEXTS = WHOLE.map((value) => `a text ${value}`);

test.each([
  ['INT32', 'PLAIN', WHOLE],
  ['INT32', 'DELTA_BINARY_PACKED', WHOLE],
  ['INT64', 'DELTA_BINARY_PACKED', WHOLE.map(BigInt)],
  ['INT32', 'BYTE_STREAM_SPLIT', WHOLE],
  ['DOUBLE', 'BYTE_STREAM_SPLIT', WHOLE],
  ['DOUBLE', 'RLE_DICTIONARY', WHOLE],
  ['STRING', 'PLAIN', TEXTS],
  ['STRING', 'RLE_DICTIONARY', TEXTS],
  ['STRING', 'DELTA_LENGTH_BYTE_ARRAY', TEXTS],
  ['STRING', 'DELTA_BYTE_ARRAY', TEXTS],
  ['BOOLEAN', 'RLE', WHOLE.map((value) => value % 2 === 1)],
  ['BOOLEAN', 'PLAIN', WHOLE.map((value) => value % 2 === 1)],
] as const)('%s is read as %s', async (type, encoding, all) => {
  const data = all.map((value, i) => (i % 11 === 0 ? null : value));
  for (const codec of ['SNAPPY', 'UNCOMPRESSED'] as const) {
    const columnData = [{ name: 'x', type, encoding, data }];
    const { seen } = await read(parquetWriteBuffer({ columnData, codec, pageSize: 300 }), [0]);
    const cells = data.map((value) => {
      if (typeof value === 'bigint') return Number(value);
      return typeof value === 'boolean' ? String(value) : value;
    });
    expect(seen[1]).toEqual([0, 0, ...cells]);
  }
});

test.each([
  ['GZIP', gzipSync],
  ['BROTLI', brotliCompressSync],
] as const)('pages packed by %s are unpacked', async (codec, pack) => {
  const columnData = [{ name: 'x', type: 'STRING' as const, data: TEXTS }];
  const compressors = { [codec]: (bytes: Uint8Array) => Uint8Array.from(pack(bytes)) };
  const { seen } = await read(parquetWriteBuffer({ columnData, codec, compressors }), [0]);
  expect(seen[1]).toEqual([0, 0, ...TEXTS]);
});

test('a file that is damaged anywhere is read or refused with its name', async () => {
  const bytes = parquetWriteBuffer({ columnData: COLUMNS, rowGroupSize: 2 });
  let refused = 0;
  for (let at = 0; at < bytes.byteLength; at++) {
    const damaged = bytes.slice(0);
    new Uint8Array(damaged)[at]! ^= 0x15;
    const error: unknown = await read(damaged, [0, 1, 2, 3]).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error === undefined) continue;
    refused++;
    expect(error).toBeInstanceOf(DataValidationError);
    expect((error as Error).message).toMatch(/^In table, .*found no Parquet that can be read/);
  }
  expect(refused).toBeGreaterThan(bytes.byteLength / 10);
});

test('labels of rows that pandas noted are told', async () => {
  const labelsOf = async (value: string) => {
    let found: string[] = [];
    const begin: ParquetSink['begin'] = (_, labels) => {
      found = [...labels];
      return [];
    };
    const kvMetadata = [{ key: 'pandas', value }];
    const bytes = parquetWriteBuffer({ columnData: COLUMNS, kvMetadata });
    await scanParquet('table', bytes, { begin, addColumn: () => 0, endGroup: () => 0 });
    return found;
  };
  expect(await labelsOf('{"index_columns":["text",{"kind":"range"}]}')).toEqual(['text']);
  expect(await labelsOf('{"index_columns":')).toEqual([]);
});

test('what is no Parquet is refused', async () => {
  await expect(read(new ArrayBuffer(40), [])).rejects.toThrow('found no Parquet that can be read');
});

test('an encrypted column is called so, and the others are read', async () => {
  const columnData = [{ name: 'x', type: 'INT32' as const, data: [1, 2] }];
  const plain = Buffer.from(parquetWriteBuffer({ columnData, statistics: false }));
  const footer = plain.readUInt32LE(plain.length - 8);
  // The last of the chunk's fields says by which key: field 8, a union of one empty structure, behind field 3.
  const end = plain.lastIndexOf(Buffer.from([0, 0, 0x16])) + 1;
  const key = Buffer.from([0x5c, 0x1c, 0, 0]);
  const bytes = Buffer.concat([plain.subarray(0, end), key, plain.subarray(end)]);
  bytes.writeUInt32LE(footer + key.length, bytes.length - 8);
  const file = new Uint8Array(bytes).buffer;
  await expect(read(file, [0])).rejects.toThrow('column "x": found an encrypted column');
  expect((await read(file, [])).seen).toEqual([['x'], 2]);
});
