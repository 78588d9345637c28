import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';

import { DataValidationError } from '@lambda-forest/table';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { FILES_CASES } from '../../cases/files.ts';
import type { FilesCase } from '../../cases/files.ts';
import { readDataset, readFormats, summarizeTable, SummarySum, TableReader } from '../index.ts';
import type { Table } from '../index.ts';
import { commonFormats } from './file-marks.ts';

type FileCase = FilesCase['files'][number];

function textOf([delimiter, ...cells]: FileCase, z?: string): string {
  const quoted = (cell: string) => (cell.includes(delimiter) ? `"${cell}"` : cell);
  const more = z === undefined ? [] : [z];
  const rows = cells.map((cell, i) =>
    delimiter === 'json'
      ? `{"x":${cell},"y":"${'ab'[i % 2]}"}`
      : [quoted(cell), 'ab'[i % 2], ...more].join(delimiter),
  );
  const header = delimiter === 'json' ? [] : [['x', 'y', ...more.map(() => 'z')].join(delimiter)];
  return [...header, ...rows, ''].join('\n');
}

const source = (i: number) => `${i}.csv`;

function formatsOf(texts: readonly string[]): ReturnType<typeof readFormats> {
  const files = texts.map((text, i) => ({ source: source(i), bytes: bytesOf(text) }));
  return readFormats(files, {});
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(Buffer.from(text));
}

async function read(texts: readonly string[]): Promise<Table> {
  const reader = new TableReader('files', { fileFormats: await formatsOf(texts) });
  for (const [i, text] of texts.entries()) {
    reader.begin(source(i));
    reader.push(Buffer.from(text));
    reader.end();
  }
  return reader.finish();
}

async function valuesOf({ files, z }: FilesCase): Promise<number[]> {
  const table = await read(files.map((file) => textOf(file, z)));
  const { dataset, columns } = readDataset(table, { target: 'y' });
  expect(columns[0]).toMatchObject({ role: 'feature', kind: 'numeric' });
  return [...dataset.columns[0]!];
}

/** The same files in every order. */
const ANY_ORDER = FILES_CASES.flatMap(({ what, files, x, ...rest }) =>
  orders([...files.keys()]).map((order): FilesCase => ({
    what: `${what}, in the order ${order.join()}`,
    files: order.map((i) => files[i]!),
    x: x instanceof RegExp ? x : order.map((i) => x[i]!),
    ...rest,
  })),
);

function orders(all: readonly number[]): number[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((one) => orders(all.filter((other) => other !== one)).map((o) => [one, ...o]));
}

test.each(ANY_ORDER)('$what', async (one) => {
  if (one.x instanceof RegExp) await expect(valuesOf(one)).rejects.toThrow(one.x);
  else expect(await valuesOf(one)).toEqual(one.x.flat());
});

test.each(ANY_ORDER.filter(({ files }) => !files.flat().includes('json')))(
  '$what, summed up file by file',
  async ({ files, z }) => {
    const texts = files.map((file) => textOf(file, z));
    const whole = await read(texts).catch(String);
    if (typeof whole === 'string') return; // refused before a file is read
    const rules = { keepAllWords: true, fileFormats: await formatsOf(texts) };
    const sum = new SummarySum('files', rules);
    for (const [i, text] of texts.entries()) {
      const reader = new TableReader('files', rules);
      reader.begin(source(i));
      reader.push(Buffer.from(text));
      reader.end();
      sum.add(summarizeTable(reader.finish(), rules), String(i));
    }
    expect(sum.finish().formats).toEqual(whole.formats);
  },
);

/** Numbers that go on behind the cells of a file, more than are kept as texts. */
const MANY: readonly ((i: number) => string)[] = [
  String,
  (i) => `${i},5`,
  (i) => `${1 + (i % 900)}.${100 + ((i * 7) % 900)}`,
  (i) => `${1 + (i % 900)},${100 + ((i * 7) % 900)}`,
];

const anyFile = fc.record({
  delimiter: fc.constantFrom(';', ','),
  cells: fc.array(
    fc.constantFrom(
      '12',
      '0.5',
      '2,25',
      '1.202',
      '-3,400',
      '1.202,43',
      '1,202.43',
      '1.234.567',
      '',
    ),
    { minLength: 1, maxLength: 3 },
  ),
  many: fc.option(fc.constantFrom(...MANY), { freq: 2, nil: undefined }),
  z: fc.constantFrom('7', '0.5', '0,5', '1.202'),
});

test('any two files say the same of their numbers, whichever comes first', async () => {
  await fc.assert(
    fc.asyncProperty(anyFile, anyFile, async (...files) => {
      const texts = files.map(({ delimiter, cells, many, z }) => {
        const more = many === undefined ? [] : Array.from({ length: 4_200 }, (_, i) => many(i));
        const all = [...cells, ...more].map((cell) => (cell === '' ? '""' : cell));
        return textOf([delimiter, ...all], z.includes(delimiter) ? `"${z}"` : z);
      });
      const outcome = async (order: readonly string[]) => {
        try {
          const table = await read(order);
          const { dataset, columns } = readDataset(table, { target: 'y' });
          const kinds = columns.map(({ role, kind, reason }) => ({ role, kind, reason }));
          const { features } = dataset.schema;
          const isNumeric = (_: unknown, i: number) => features[i]!.kind === 'numeric';
          const values = dataset.columns.filter(isNumeric).map((x) => x.toSorted());
          return { kinds, formats: table.formats, values };
        } catch (error) {
          if (error instanceof DataValidationError) return 'refused';
          throw error;
        }
      };
      expect(await outcome(texts.toReversed())).toEqual(await outcome(texts));
    }),
    { numRuns: 40 },
  );
});

test('a file whose bytes cannot be had ends the reading: what it says is never left out', async () => {
  const lost = new Error('connection reset');
  const failing = Readable.from([Buffer.from('x,y\n')]).map(() => Promise.reject(lost));
  const whole = Readable.from([Buffer.from('x,y\n1,2\n')]);
  const files = [failing, whole].map((bytes) => ({ source: 'a.csv', bytes }));
  await expect(readFormats(files, {})).rejects.toBe(lost);
});

test('of very many columns it is decided soon, for the time is that of their number', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `gene ${i}`);
  const evidence = { isTied: false, isFixed: false, isAsked: false, isNumeric: true };
  const numbers = names.map(() => evidence);
  const file = { source: 'a.csv', names, numbers, delimiter: ',', isWhole: false } as const;
  expect(commonFormats([file, file], new Map()).size).toBe(names.length);
});
