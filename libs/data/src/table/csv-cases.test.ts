import { Buffer } from 'node:buffer';

import { expect, test } from 'vitest';

import { CSV_CASES } from '../../cases/csv.ts';
import type { CsvCase } from '../../cases/csv.ts';
import { findSuspicions, parseTable, readDataset } from '../index.ts';
import type { TableReaderOptions } from '../index.ts';

/** A column of few rows is never left out as text. */
const ROUNDS = 8;

/** The rows once for numbers; again and again, a digit in front of each cell changed, for texts. */
function textOf({ header, rows }: CsvCase, isText: boolean): string {
  const round = (_: unknown, i: number) =>
    rows.map((row) => row.replace(/^[1-9]/, (digit) => String(((Number(digit) + i - 1) % 9) + 1)));
  const all = isText ? Array.from({ length: ROUNDS }, round).flat() : rows;
  return [header, ...all, ''].join('\n');
}

test.each(CSV_CASES.map((one) => [one.what, one] as const))('%s', (_, one) => {
  const isText = Object.values(one.columns).some((expected) => expected instanceof RegExp);
  const options = { source: 'case.csv', ...one.options } as TableReaderOptions & { source: string };
  const table = parseTable(Buffer.from(textOf(one, isText)), options);
  if (one.format !== undefined) expect(table.parts[0]!.format).toMatch(one.format);
  const read = readDataset(table, { target: 'y', leaveOutMixed: true });
  const said = [
    ...read.columns.map(({ name, why }) => `${name}: ${why}`),
    ...findSuspicions(table, read).map(({ column, message }) => `${column}: ${message}`),
  ];
  const { features } = read.dataset.schema;
  const names = features.map(({ name }) => name);
  for (const [name, expected] of Object.entries(one.columns)) {
    if (expected instanceof RegExp) {
      expect(features.find((each) => each.name === name)?.kind).not.toBe('numeric');
      expect(said.filter((each) => each.startsWith(`${name}: `)).join('\n')).toMatch(expected);
    } else {
      const values = read.dataset.columns[names.indexOf(name)]!;
      expect([...values.subarray(0, expected.length)]).toEqual(expected);
    }
  }
});
