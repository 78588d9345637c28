import fc from 'fast-check';
import { expect, test } from 'vitest';

import { hashRows } from './hash-rows.ts';

const value = fc.oneof(fc.double(), fc.constantFrom(0, -0, NaN));
const pair = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 40 });

test('a row has the same hash in any table, and missing values and zeros are equal to their kind', () => {
  fc.assert(
    fc.property(pair, (cells) => {
      const columns = [0, 1].map((i) => Float64Array.from(cells, (row) => row[i]!));
      const rows = Uint32Array.from(cells.keys()).reverse();
      const hashes = hashRows(columns, rows);
      rows.forEach((row, i) => {
        const alone = columns.map((column) => Float64Array.of(column[row]! + 0));
        expect(hashRows(alone, Uint32Array.of(0))[0]).toBe(hashes[i]);
        expect(Number.isSafeInteger(hashes[i]) && hashes[i]! >= 0 && hashes[i]! < 2 ** 52).toBe(
          true,
        );
      });
    }),
  );
});

test('a hundred thousand rows of small numbers, in two orders, have hashes of their own', () => {
  const count = 100_000;
  const index = Float64Array.from({ length: count }, (_, row) => row % 400);
  const other = Float64Array.from({ length: count }, (_, row) => Math.floor(row / 400));
  const rows = Uint32Array.from(index.keys());
  const hashes = [...hashRows([index, other], rows)];
  expect(new Set(hashes).size).toBe(count);
  expect(hashRows([other, index], rows)[1]).not.toBe(hashes[1]);
});
