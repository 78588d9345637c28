import { option } from '@lambda-forest/text';
import { expect, test } from 'vitest';

import { read } from '../../test/support.ts';
import { parseTable, readDataset } from '../index.ts';
import { findMarkerNumbers } from './find-marker-numbers.ts';

function found(value: (i: number) => string, target = (i: number): string => (i % 2 ? 'a' : 'b')) {
  const rows = Array.from({ length: 60 }, (_, i) => `${value(i)},${i % 7},${target(i)}\n`);
  const table = read(`x,z,y\n${rows.join('')}`);
  const { dataset } = readDataset(table, {});
  return findMarkerNumbers(dataset, table.isMissing).map(
    ({ column, message }) => `${column}: ${message}`,
  );
}

test.each(['-999', '-9999', '-99.0', '999', '99999'])(
  '%s far from the others is reported',
  (marker) => {
    const said = found((i) => (i % 9 === 0 ? marker : String((i % 50) / 4)));
    expect(said).toEqual([
      expect.stringContaining(`${option('missing-values')}=${Number(marker)}`),
    ]);
  },
);

test('so it is in the quantity to predict', () => {
  expect(found(String, (i) => (i < 2 ? '-999' : String(i / 2)))).toEqual([
    expect.stringMatching(/^y: -999 in 2 rows, all others from 1 to 29.5/),
  ]);
});

test.each([
  ['a value among others', (i: number) => String(i * 20 - 999)],
  ['one row alone', (i: number) => String(i === 3 ? -999 : i)],
  ['the end of a scale', (i: number) => String(i % 100 === 0 ? 99 : i)],
  ['one other value', (i: number) => (i % 2 ? '-99' : '1')],
  ['another number', (i: number) => (i % 9 === 0 ? '-1000' : String(i))],
])('%s is not', (_, value) => {
  expect(found(value)).toEqual([]);
});

test('a named marker that the table writes with marks of thousands is said to be a number', () => {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${i % 9 ? `${i},200,000` : '-9,999'};${i % 7}\n`,
  );
  const bytes = new TextEncoder().encode(`x;y\n${rows.join('')}`);
  const said = (missingMarkers: readonly string[]) => {
    const table = parseTable(bytes, { source: 'table.csv', missingMarkers });
    const { dataset } = readDataset(table, {});
    return findMarkerNumbers(dataset, table.isMissing).map(({ message }) => message);
  };
  expect(said(['-9999'])).toEqual([expect.stringMatching(/^-9999 in 7 rows is read as a number/)]);
  expect(said(['-9998'])).toEqual([]);
});
