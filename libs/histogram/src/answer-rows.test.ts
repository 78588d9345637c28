import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { AnswerRows } from './answer-rows.ts';

test('equal rows share an index, others do not, and the rows are kept unchanged', () => {
  const row = fc.tuple(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 0.5));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 300 }), (list) => {
      const rows = new AnswerRows(2);
      const places = list.map((numbers) => rows.add(numbers, 0));
      const values = rows.values();
      expect(places.map((at) => [values[2 * at], values[2 * at + 1]])).toEqual(
        list.map((numbers) => numbers.map((number) => number + 0)),
      );
      expect(values).toHaveLength(2 * new Set(places).size);
      expect(new Set(places).size).toBe(new Set(list.map((numbers) => numbers.join())).size);
    }),
  );
});

test('rows are found again among many', () => {
  const rows = new AnswerRows(1);
  const numbers = Float64Array.from({ length: 200_000 }, (_, i) => i % 50_000);
  const places = numbers.map((_, i) => rows.add(numbers, i));
  expect(rows.values()).toHaveLength(50_000);
  expect(places.subarray(50_000, 100_000)).toStrictEqual(places.subarray(0, 50_000));
});
