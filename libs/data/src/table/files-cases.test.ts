import { Buffer } from 'node:buffer';

import { expect, test } from 'vitest';

import { FILES_CASES } from '../../cases/files.ts';
import type { FilesCase } from '../../cases/files.ts';
import { readDataset, summarizeTable, SummarySum, TableReader } from '../index.ts';
import type { Table } from '../index.ts';

type FileCase = FilesCase['files'][number];

function textOf([delimiter, ...cells]: FileCase): string {
  const quoted = (cell: string) => (cell.includes(delimiter) ? `"${cell}"` : cell);
  const rows = cells.map((cell, i) =>
    delimiter === 'json'
      ? `{"x":${cell},"y":"${'ab'[i % 2]}"}`
      : `${quoted(cell)}${delimiter}${'ab'[i % 2]}`,
  );
  const header = delimiter === 'json' ? [] : [`x${delimiter}y`];
  return [...header, ...rows, ''].join('\n');
}

function read(files: readonly FileCase[]): Table {
  const reader = new TableReader('files');
  for (const [i, file] of files.entries()) {
    reader.begin(`${i}.csv`);
    reader.push(Buffer.from(textOf(file)));
    reader.end();
  }
  return reader.finish();
}

function valuesOf(files: readonly FileCase[]): number[] {
  const { dataset, columns } = readDataset(read(files), { target: 'y' });
  expect(columns[0]).toMatchObject({ role: 'feature', kind: 'numeric' });
  return [...dataset.columns[0]!];
}

test.each(FILES_CASES.flatMap((one) => [one, reversed(one)]))('$what', ({ files, x }) => {
  if (x instanceof RegExp) expect(() => valuesOf(files)).toThrow(x);
  else expect(valuesOf(files)).toEqual(x.flat());
});

function reversed({ what, files, x }: FilesCase): FilesCase {
  const other = x instanceof RegExp ? x : x.toReversed();
  return { what: `${what}, the other way round`, files: files.toReversed(), x: other };
}

test.each(FILES_CASES.filter(({ files }) => !files.flat().includes('json')))(
  '$what, summed up file by file',
  ({ files, x, isRefusedApart }) => {
    const sum = new SummarySum('files', {});
    const add = () => {
      for (const [i, file] of files.entries()) {
        const table = new TableReader('files', { keepAllWords: true });
        table.begin(`${i}.csv`);
        table.push(Buffer.from(textOf(file)));
        table.end();
        sum.add(summarizeTable(table.finish(), {}), String(i));
      }
      return sum.finish().formats[0];
    };
    const isRefused = isRefusedApart ?? (x instanceof RegExp && x.source.includes('before'));
    if (isRefused) expect(add).toThrow(/in the files before/);
    else expect(add()).toEqual(read(files).formats[0]);
  },
);
