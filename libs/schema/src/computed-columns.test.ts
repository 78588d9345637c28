import { describe, expect, test } from 'vitest';

import { columnReaders, inputColumns, InvalidSchemaError, parseSchema } from './index.ts';
import type { Schema, Source } from './index.ts';

const numbers = { minimum: 0, maximum: 1, mean: 0.5, standardDeviation: 0.25 };
const computed = (source: Source, missing = 0) =>
  ({
    kind: 'numeric',
    name: Object.values(source).join('.'),
    ...numbers,
    missing,
    source,
  }) as const;
const word = (text: string, missing = 0) => computed({ column: 'title', word: text }, missing);
const statistic = (name: 'mean' | 'count', missing = 0) =>
  computed({ column: 'artist', statistic: name }, missing);
const size = { kind: 'numeric', name: 'size', ...numbers, missing: 0 } as const;

const table = {
  column: 'artist',
  levels: ['Ada', 'N/A', '7'],
  values: [
    [0.5, -1, 2],
    [9, 4, 1],
  ],
};
const unseen = [0.25, 0];

/** One column of text, and one of names. */
function schemaOf(more: object = {}, missing = 0): unknown {
  return {
    task: 'classification',
    target: { name: 'y', classes: ['a', 'b'], counts: [1, 1] },
    features: [
      size,
      word('null', missing),
      word('sea', missing),
      statistic('mean', missing),
      statistic('count', missing),
    ],
    encodings: [{ ...table, unseen }],
    rowCount: 2,
    ...more,
  };
}

function read(schema: unknown, name: string, given: unknown, isCell = false) {
  const reader = columnReaders(parseSchema(schema)).find(({ column }) => column.name === name)!;
  const row = new Float64Array(reader.width + 2).fill(99);
  const refusal = isCell ? reader.readCell(String(given), row, 1) : reader.readValue(given, row, 1);
  expect([row[0], row.at(-1)]).toEqual([99, 99]);
  if (refusal !== undefined) expect(row.every((each) => each === 99)).toBe(true);
  return refusal ?? [...row.subarray(1, -1)];
}

test('text and names are one column each', () => {
  const schema = parseSchema(JSON.parse(JSON.stringify(schemaOf())));
  expect(schema).toEqual(schemaOf());
  expect(inputColumns(schema)).toMatchObject([
    { kind: 'numeric', name: 'size', first: 0 },
    { kind: 'text', name: 'title', first: 1, width: 2, known: ['null', 'sea'] },
    { kind: 'names', name: 'artist', first: 3, width: 2, known: table.levels },
  ]);
  const [, title, artist] = columnReaders(schema);
  expect([title!.width, artist!.width]).toEqual([2, 2]);
  expect(title!.expectedFor('long')).toBe('at most 32,767 characters');
});

describe.each([
  ['a cell', true],
  ['a value', false],
])('%s', (_, isCell) => {
  test.each<[unknown, unknown]>([
    ['The sea, the SEA!', [0, 2]],
    ['null and void', [1, 0]],
    ['  Sea ', [0, 1]],
    ['—', [0, 0]],
    [12.5, [0, 0]],
    [true, [0, 0]],
    ['NULL', 'missing'],
    [' ', 'missing'],
    ['a'.repeat(40_000), 'long'],
  ])('%j has counted words', (given, expected) => {
    expect(read(schemaOf(), 'title', given, isCell)).toEqual(expected);
  });

  test.each<[unknown, unknown]>([
    ['Ada', [0.5, 9]],
    [' Ada\t', [0.5, 9]],
    ['N/A', [-1, 4]],
    [7, [2, 1]],
    ['ada', unseen],
    ['Bob', unseen],
    ['n/a', 'missing'],
    ['', 'missing'],
    ['a'.repeat(40_000), unseen],
  ])('%j has the numbers of its name', (given, expected) => {
    expect(read(schemaOf(), 'artist', given, isCell)).toEqual(expected);
  });

  test('may be missing if training saw it missing', () => {
    for (const name of ['title', 'artist']) {
      expect(read(schemaOf({}, 1), name, '?', isCell)).toEqual([NaN, NaN]);
    }
  });

  test('is refused for a new name if training said so', () => {
    const strict = schemaOf({ encodings: [table] });
    expect(read(strict, 'artist', 'Bob', isCell)).toBe('unknown');
    expect(read(strict, 'artist', 'Ada', isCell)).toEqual([0.5, 9]);
  });
});

test('lists and objects are neither', () => {
  for (const name of ['title', 'artist']) expect(read(schemaOf(), name, ['a'])).toBe('nested');
});

const share = (of: string) => computed({ column: 'artist', statistic: 'share', class: of });

test('shares of classes are in their order', () => {
  const target = { name: 'y', classes: ['b', 'a'], counts: [1, 1] };
  const features = [share('b'), share('a'), statistic('count')];
  const values = [...table.values, [1, 2, 3]];
  const encodings = [{ ...table, values }];
  const schema = schemaOf({ target, features, encodings });
  expect(() => parseSchema(schema)).not.toThrow();
});

test.each<[string, Partial<Record<keyof Schema, unknown>>]>([
  [
    'a column of two kinds',
    { features: [word('sea'), computed({ column: 'title', statistic: 'mean' })] },
  ],
  ['names without a table', { encodings: [] }],
  ['a table without names', { features: [size] }],
  ['a table of another column', { encodings: [{ ...table, column: 'title' }] }],
  ['a table twice', { encodings: [table, table] }],
  ['a list for one feature only', { encodings: [{ ...table, values: [[1, 2, 3]] }] }],
  [
    'a number too few',
    {
      encodings: [
        {
          ...table,
          values: [
            [1, 2, 3],
            [1, 2],
          ],
        },
      ],
    },
  ],
  ['unseen numbers too few', { encodings: [{ ...table, unseen: [1] }] }],
  ['a name twice', { encodings: [{ ...table, levels: ['a', 'b', 'a'] }] }],
  [
    'an undecided column',
    {
      features: [
        size,
        { kind: 'categorical', name: 'c', levels: [], counts: [], missing: 0, encode: 'text' },
      ],
    },
  ],
])('a schema is refused with %s', (_, change) => {
  expect(() => parseSchema(JSON.parse(JSON.stringify(schemaOf(change))))).toThrow(
    InvalidSchemaError,
  );
});
