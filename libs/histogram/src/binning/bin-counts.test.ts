import fc from 'fast-check';
import { expect, test } from 'vitest';

import { binCounts } from './bin-counts.ts';
import { binNumeric } from './bin-numeric.ts';
import { OrderScratch } from './value-order.ts';

function counted(column: Float64Array) {
  const rows = new Map<number, number>();
  for (const value of column) {
    if (!Number.isNaN(value)) rows.set(value + 0, (rows.get(value + 0) ?? 0) + 1);
  }
  const minima = Float64Array.from(rows.keys()).sort();
  return { minima, maxima: minima, counts: Float64Array.from(minima, (value) => rows.get(value)!) };
}

function binned(column: Float64Array) {
  return binNumeric(column, new Uint16Array(column.length), new OrderScratch(column.length));
}

test('counts of values make the bins of the column', () => {
  const value = fc.oneof(fc.double(), fc.integer({ min: -4, max: 4 }), fc.constant(NaN));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), (values) => {
      const column = Float64Array.from(values);
      expect(binCounts(counted(column))).toEqual(binned(column));
    }),
  );
});

test('also of more values than codes', () => {
  const length = 150_000;
  const column = Float64Array.from({ length }, (_, i) => Math.sin(i * i) * 10 ** (i % 3));
  for (let i = 0; i < length; i += 3) column[i] = i % 2 === 0 ? NaN : 0.5;
  expect(binCounts(counted(column))).toEqual(binned(column));
});
