import { Buffer } from 'node:buffer';

import { expect, test } from 'vitest';

import { FILES_CASES } from '../../cases/files.ts';
import type { FilesCase } from '../../cases/files.ts';
import { readDataset, summarizeTable, SummarySum, TableReader } from '../index.ts';
import type { Table } from '../index.ts';

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

function read({ files, z }: Pick<FilesCase, 'files' | 'z'>): Table {
  const reader = new TableReader('files');
  for (const [i, file] of files.entries()) {
    reader.begin(`${i}.csv`);
    reader.push(Buffer.from(textOf(file, z)));
    reader.end();
  }
  return reader.finish();
}

function valuesOf(one: FilesCase): number[] {
  const { dataset, columns } = readDataset(read(one), { target: 'y' });
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

test.each(ANY_ORDER)('$what', (one) => {
  if (one.x instanceof RegExp) expect(() => valuesOf(one)).toThrow(one.x);
  else expect(valuesOf(one)).toEqual(one.x.flat());
});

test.each(ANY_ORDER.filter(({ files }) => !files.flat().includes('json')))(
  '$what, summed up file by file',
  (one) => {
    const { files, z, x } = one;
    const sum = new SummarySum('files', {});
    const add = () => {
      for (const [i, file] of files.entries()) {
        const table = new TableReader('files', { keepAllWords: true });
        table.begin(`${i}.csv`);
        table.push(Buffer.from(textOf(file, z)));
        table.end();
        sum.add(summarizeTable(table.finish(), {}), String(i));
      }
      return sum.finish().formats[0];
    };
    const isRefused = x instanceof RegExp && x.source.includes('before');
    if (isRefused) expect(add).toThrow(/in the files before/);
    else expect(add()).toEqual(read(one).formats[0]);
  },
);
