import { expect, test } from 'vitest';

import { HistogramInputError } from '../errors.ts';
import { Xoshiro128 } from '../random/xoshiro128.ts';
import { binInWorkers, binTableInThreads } from './bin-table-in-threads.ts';
import { binTable } from './bin-table.ts';
import type { ColumnSource } from './bin-table.ts';

const ROWS = 2000;

function table(): ColumnSource[] {
  const random = new Xoshiro128([1, 2, 3, 4]);
  const column = (value: () => number) => Float64Array.from({ length: ROWS }, value);
  return [
    { kind: 'numeric', values: column(() => random.fraction()) },
    { kind: 'categorical', levelCount: 4, values: column(() => random.below(4)) },
    { kind: 'numeric', values: column(() => (random.below(9) === 0 ? NaN : random.below(30) - 9)) },
    { kind: 'numeric', values: column(() => Math.fround(random.fraction())) },
  ];
}

const shared = (columns: number) => new Uint16Array(new SharedArrayBuffer(2 * ROWS * columns));

test('several threads bin a table to the same codes and values as one', async () => {
  const expected = binTable(table());
  for (const threads of [1, 2, 8]) {
    const { columns, ...rest } = await binInWorkers(table(), shared(4), threads);
    expect(columns.map((column) => [...column])).toEqual(expected.columns.map((one) => [...one]));
    expect(rest).toStrictEqual({ rowCount: ROWS, features: expected.features });
  }
});

test('a table of categories alone needs no thread', async () => {
  const [, column] = table();
  const { columns, features } = await binInWorkers([column!], shared(1), 2);
  expect([...columns[0]!]).toEqual([...binTable([column!]).columns[0]!]);
  expect(features).toStrictEqual([{ kind: 'categorical', codeCount: 4 }]);
});

test('a small table is binned at once, a large one in threads', async () => {
  const small = await binTableInThreads(table(), shared(4), 2);
  expect(small.features).toStrictEqual(binTable(table()).features);
  const values = new Float64Array(1_000_000).map((_, row) => row % 7);
  const large: ColumnSource[] = Array.from({ length: 8 }, () => ({ kind: 'numeric', values }));
  const codes = new Uint16Array(new SharedArrayBuffer(2 * 8_000_000));
  const binned = await binTableInThreads(large, codes, 2);
  expect(binned.features).toStrictEqual(binTable(large).features);
  expect(binned.columns[1]![6]).toBe(6);
});

test('invalid levels are refused in threads too', async () => {
  const values = new Float64Array(ROWS).fill(4);
  const columns: ColumnSource[] = [...table(), { kind: 'categorical', levelCount: 4, values }];
  await expect(binInWorkers(columns, shared(5), 2)).rejects.toThrow(HistogramInputError);
});
