import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  columnReaders,
  parseExactJson,
  parseSchema,
  PLAIN_NUMBERS,
  targetReader,
} from './index.ts';
import type { ColumnReader, NumberFormat, Refusal, Schema } from './index.ts';

const numbers = { minimum: 0, maximum: 1, mean: 0.5, standardDeviation: 0.25 };
const numeric = (name: string, missing = 0) => ({ kind: 'numeric', name, ...numbers, missing });
const levels = (name: string, given: readonly string[], missing = 0, more = {}) => {
  const counts = given.map((level) => Number(level !== 'NA'));
  return { kind: 'categorical', name, levels: given, counts, missing, ...more };
};
const day = (part: string) => ({
  ...numeric(`day.${part}`),
  source: { column: 'day', part, format: 'dmy' },
});

/** A column of each kind, and each that may be missing too. */
function schemaOf(more: Partial<Schema> = {}): Schema {
  return parseSchema({
    task: 'regression',
    target: { name: 'y', ...numbers },
    features: [
      numeric('size'),
      numeric('weight', 1),
      levels('colour', ['red', 'Blue', '7', 'true', '9007199254740993', 'NA']),
      levels('town', ['Nord', '(other)'], 1, { other: true }),
      levels('open', ['false', 'true'], 0, { boolean: true }),
      day('year'),
      day('month'),
    ],
    rowCount: 10,
    ...more,
  });
}

type Read = (reader: ColumnReader, row: Float64Array, at: number) => Refusal | undefined;

function reading(read: Read, name: string, more: Partial<Schema> = {}, format = PLAIN_NUMBERS) {
  const found = columnReaders(schemaOf(more)).find(({ column }) => column.name === name)!;
  const reader = found.withFormat(format);
  const row = new Float64Array(reader.width + 2).fill(99);
  const refusal = read(reader, row, 1);
  expect([row[0], row.at(-1)]).toEqual([99, 99]);
  if (refusal !== undefined) {
    expect(row.every((value) => value === 99)).toBe(true);
    return refusal;
  }
  const values = [...row.subarray(1, -1)];
  return values.length === 1 ? values[0] : values;
}
const cell = (name: string, text: string, more: Partial<Schema> = {}, format?: NumberFormat) =>
  reading((reader, row, at) => reader.readCell(text, row, at), name, more, format);
const value = (name: string, given: unknown, more: Partial<Schema> = {}) =>
  reading((reader, row, at) => reader.readValue(given, row, at), name, more);

test('a schema has a reader for each of its columns', () => {
  const readers = columnReaders(schemaOf());
  expect(readers.map(({ column, mayMiss, width }) => [column.name, mayMiss, width])).toEqual([
    ['size', false, 1],
    ['weight', true, 1],
    ['colour', false, 1],
    ['town', true, 1],
    ['open', false, 1],
    ['day', false, 2],
  ]);
  expect(readers.map(({ expected }) => expected)).toEqual([
    'a number',
    'a number',
    'one of "red", "Blue", "7", "true", "9007199254740993", "NA"',
    'one of "Nord", "(other)"',
    'true or false',
    'a date like 31/07/2024, with or without a time',
  ]);
  const strict = { policies: { missing: 'error', unseen: 'error' } } as const;
  expect(columnReaders(schemaOf(strict)).some(({ mayMiss }) => mayMiss)).toBe(false);
});

describe.each([
  ['a cell', cell],
  ['a text', value],
])('%s', (_, read) => {
  test.each(['', ' ', 'NA', 'nan', '\tNULL ', '?'])('such as %j is missing', (text) => {
    expect(read('weight', text)).toBeNaN();
    expect(read('town', text)).toBeNaN();
    for (const name of ['size', 'colour', 'open', 'day']) expect(read(name, text)).toBe('missing');
  });

  test('is missing by the markers of the model', () => {
    const more = { missingMarkers: ['', '-', '-999', 'red', 'f'] };
    for (const text of ['-', ' -999', 'RED']) expect(read('weight', text, more)).toBeNaN();
    expect(read('town', 'NA', more)).toBe(1);
    expect(read('colour', 'red', more)).toBe('missing');
    expect(read('colour', 'NA', more)).toBe(5);
    expect(read('open', 'F', more)).toBe('missing');
    expect(read('open', 'false', more)).toBe(0);
  });

  test('is a level without the blanks around it, and in its own case', () => {
    expect([read('colour', ' red\t'), read('colour', 'Blue')]).toEqual([0, 1]);
    expect(read('colour', 'blue')).toBe('unknown');
    expect(read('colour', '9007199254740993')).toBe(4);
    expect([read('colour', '7.0'), read('colour', ' 7,00 ')]).toEqual([2, 2]);
    for (const text of ['7.5', '07', '7.', '.0', 'true.0', '17.0', '7,000', '7.000']) {
      expect(read('colour', text)).toBe('unknown');
    }
    expect([read('town', 'Nord '), read('town', 'nord'), read('town', '(other)')]).toEqual([
      0, 1, 1,
    ]);
  });

  test('spells a boolean', () => {
    for (const text of ['true', 'YES', ' t ', 'y', '1']) expect(read('open', text)).toBe(1);
    for (const text of ['False', 'no', 'F', 'n', '0']) expect(read('open', text)).toBe(0);
    for (const text of ['2', '01', '-0', 'on']) expect(read('open', text)).toBe('unknown');
  });

  test('is a date by its parts', () => {
    expect(read('day', ' 31/12/2023 23:59')).toEqual([2023, 12]);
    expect(read('day', '2024-02-29')).toEqual([2024, 2]);
    for (const text of ['2023-02-29', '12/31/2023', '20231231', 'x'.repeat(1_000_000)]) {
      expect(read('day', text)).toBe('unknown');
    }
  });
});

test('a cell is a number', () => {
  expect(cell('size', ' -1.5e1 ')).toBe(-15);
  expect(Object.is(cell('size', '-0'), 0)).toBe(true);
  expect(cell('size', '1,5')).toBe('commas');
  expect(cell('size', '1,5', {}, { decimal: ',' })).toBe(1.5);
  expect(cell('size', '1.5', {}, { decimal: ',' })).toBe('points');
  expect(cell('size', '1.500', {}, { decimal: ',', thousands: '.' })).toBe(1500);
  expect(cell('size', '9007199254740993')).toBe('rounded');
  expect(cell('size', '1e400')).toBe('range');
  expect(cell('size', '-1e-400')).toBe('range');
  expect(cell('size', '9'.repeat(400))).toBe('range');
  for (const text of ['x', '1_000', 'Infinity', '0x10']) expect(cell('size', text)).toBe('unknown');
});

test('a text is no number', () => {
  for (const text of ['1.5', ' 7 ', '-0']) expect(value('size', text)).toBe('quoted');
  for (const text of ['x', 'true']) expect(value('size', text)).toBe('unknown');
});

test('a number is one, or what its shortest spelling means', () => {
  expect(value('size', 1.5)).toBe(1.5);
  expect(Object.is(value('size', -0), 0)).toBe(true);
  expect(value('size', Infinity)).toBe('range');
  expect([value('colour', 7), value('colour', 7.5)]).toEqual([2, 'unknown']);
  expect([value('open', 1), value('open', 0), value('open', 2)]).toEqual([1, 0, 'unknown']);
  expect(value('town', 7)).toBe(1);
  expect(value('day', 2024)).toBe('unknown');
  const more = { missingMarkers: ['-999', '7.0'] };
  expect(value('weight', -999, more)).toBeNaN();
  expect(value('weight', 7, more)).toBeNaN();
  expect([cell('weight', '-999', more), cell('weight', '7.0', more)]).toEqual([NaN, NaN]);
  expect(cell('weight', '-999.0', more)).toBeNaN();
});

test('true and false are booleans, or these texts', () => {
  expect([value('open', true), value('open', false)]).toEqual([1, 0]);
  expect([value('colour', true), value('colour', false)]).toEqual([3, 'unknown']);
  expect([value('size', true), value('day', true)]).toEqual(['unknown', 'unknown']);
});

test('null and what is not there are missing, and a list is no value', () => {
  expect([null, undefined, NaN].map((none) => value('weight', none))).toEqual([NaN, NaN, NaN]);
  expect(value('size', null)).toBe('missing');
  for (const name of ['size', 'town', 'day']) {
    expect([value(name, [1]), value(name, {})]).toEqual(['nested', 'nested']);
  }
});

test('a scanner that reads numbers by itself knows which of them a marker spells', () => {
  const [reader] = columnReaders(schemaOf({ missingMarkers: ['-', '-999', '1,5'] }));
  expect([...reader!.markerNumbers]).toEqual([-999, 1.5]);
  expect(columnReaders(schemaOf())[0]!.markerNumbers.size).toBe(0);
});

describe('JSON', () => {
  test('keeps the digits of numbers that float64 does not hold', () => {
    const text =
      '{"a":9007199254740993,"b":[-9007199254740993.00, 1e400,-1E+999],"c":9007199254740992.0,"d":[1e22,0.1234567890123456]}';
    expect(parseExactJson(text)).toEqual({
      a: '9007199254740993',
      b: ['-9007199254740993', '1e400', '-1E+999'],
      c: 2 ** 53,
      d: [1e22, 0.1234567890123456],
    });
    expect(parseExactJson('9'.repeat(400))).toBe('9'.repeat(400));
  });

  test.each([
    '9007199254740993',
    '-9007199254740993',
    '1e400',
    '-1E+999',
    '9'.repeat(400),
    '1.5e999',
    '1e-400',
  ])('finds %s where it is the only one', (number) => {
    expect(parseExactJson(`{"e":["x",${number}]}`)).toEqual({ e: ['x', number] });
  });

  test('is what JSON.parse makes of it otherwise', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseExactJson(text)).toEqual(JSON.parse(text));
      }),
    );
    expect(() => parseExactJson('{"a":1e400')).toThrow(SyntaxError);
  });
});

describe('the target', () => {
  const reads = (schema: Schema, ...cells: readonly string[]) => {
    const reader = targetReader(schema);
    return cells.map((text) => {
      const row = new Float64Array(1);
      return reader.readCell(text, row, 0) ?? row[0];
    });
  };

  test('is read as a quantity, in the numbers of its own, and is never missing', () => {
    expect(reads(schemaOf(), '1.5', ' -2 ', '', 'x')).toEqual([1.5, -2, 'missing', 'unknown']);
    const german = { name: 'y', ...numbers, format: { decimal: ',' } } as const;
    expect(reads(schemaOf({ target: german }), '1,5')).toEqual([1.5]);
  });

  test('is read as the index of a class, and is never missing', () => {
    const schema = parseSchema({
      task: 'classification',
      target: { name: 'y', classes: ['no', 'yes'], counts: [5, 5] },
      features: [numeric('size')],
      rowCount: 10,
    });
    expect(reads(schema, 'yes', ' no ', 'maybe', 'NA')).toEqual([1, 0, 'unknown', 'missing']);
  });
});
