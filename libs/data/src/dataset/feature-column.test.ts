import fc from 'fast-check';
import { expect, test } from 'vitest';

import { findDuplicates } from '../suspicions/find-duplicates.ts';
import {
  allNumbers,
  allRows,
  copyNumbers,
  describeRows,
  distinctRows,
  findLeaks,
  findSuspicions,
  hashRows,
  mergeRareLevels,
  numberAt,
  numbersOf,
  parseCsv,
  readDataset,
  scaleDataset,
  withNumbers,
} from '../index.ts';
import type { CodedNumbers, Dataset } from '../index.ts';

const numbers = fc.array(fc.oneof(fc.constantFrom(0, -0, NaN, 1, 2.5, 1e300), fc.double()), {
  minLength: 1,
  maxLength: 40,
});

/** The same numbers by codes, in the order in which they come. */
function coded(column: Float64Array): CodedNumbers {
  const places = new Map<string, number>();
  const values: number[] = [];
  const codes = Uint8Array.from(column, (value) => {
    const key = Object.is(value, -0) ? '-0' : String(value);
    if (!places.has(key)) places.set(key, values.push(value) - 1);
    return places.get(key)!;
  });
  return { codes, values: Float64Array.from(values) };
}

function codedDataset(dataset: Dataset<Float64Array>): Dataset {
  const columns = dataset.columns.map(coded);
  return dataset.task === 'classification' ? { ...dataset, columns } : { ...dataset, columns };
}

test('coded numbers are the numbers, one by one, some and all', () => {
  fc.assert(
    fc.property(numbers, fc.array(fc.nat(39)), (values, places) => {
      const column = Float64Array.from(values);
      const same = coded(column);
      const rows = Uint32Array.from(places, (place) => place % values.length);
      expect(allNumbers(same)).toStrictEqual(column);
      expect(allNumbers(column)).toBe(column);
      expect(numbersOf(same, rows)).toStrictEqual(numbersOf(column, rows));
      expect(Float64Array.from(rows, (row) => numberAt(same, row))).toStrictEqual(
        Float64Array.from(rows, (row) => numberAt(column, row)),
      );
      const apart = new Float64Array(3 * rows.length + 1);
      copyNumbers(same, rows, apart, 1, 3);
      expect(apart.filter((_, at) => at % 3 === 1)).toStrictEqual(numbersOf(column, rows));
    }),
  );
});

const CELLS = fc.record({
  few: fc.constantFrom('1', '2', '99', ''),
  day: fc.constantFrom('20240101', '20240229', '20241231'),
  word: fc.constantFrom('red', 'green', 'blue', ''),
});

test('what is said of a table does not depend on how its numbers are kept', () => {
  fc.assert(
    fc.property(
      fc.array(CELLS, { minLength: 25, maxLength: 60 }),
      fc.boolean(),
      (rows, isQuantity) => {
        const lines = rows.map(({ few, day, word }, i) =>
          [i + 1, few, day, word, isQuantity ? 2 * i : i % 3 === 0 ? 'yes' : 'no'].join(','),
        );
        const text = `row,few,day,word,y\n${lines.join('\n')}\n`;
        const table = parseCsv(Buffer.from(text), { source: 'a.csv' });
        const read = readDataset(table, { target: 'y' });
        const dataset = codedDataset(read.dataset);
        const all = allRows(dataset);
        expect(describeRows(dataset, all)).toEqual(describeRows(read.dataset, all));
        expect(hashRows(dataset.columns, all)).toEqual(hashRows(read.dataset.columns, all));
        expect(findLeaks(dataset)).toEqual(findLeaks(read.dataset));
        expect(findDuplicates(dataset)).toEqual(findDuplicates(read.dataset));
        expect(findSuspicions(table, { ...read, dataset })).toEqual(findSuspicions(table, read));
        const merged = mergeRareLevels(dataset, all);
        expect(withNumbers(merged)).toEqual(mergeRareLevels(read.dataset, all));
        const ones = dataset.columns.map(() => 1);
        const scaled = scaleDataset(dataset, { center: ones, scale: ones });
        expect(withNumbers(scaled)).toEqual(
          scaleDataset(read.dataset, { center: ones, scale: ones }),
        );
      },
    ),
    { numRuns: 50 },
  );
});

test('repeated rows count once, where they come first', () => {
  expect(distinctRows(Uint32Array.of(3, 1, 3, 0, 1), 5)).toEqual(Uint32Array.of(3, 1, 0));
});
