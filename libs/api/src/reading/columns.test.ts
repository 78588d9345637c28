import { columnReaders, parseSchema } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import { describe, expect, test } from 'vitest';

import { readCsv } from './batch/index.ts';
import { FieldIssues, RowReader, TrainingRange } from './index.ts';
import { inputTensors } from './open-inference/tensors.ts';
import { exampleFeatures, openApiDocument } from '../openapi/index.ts';

const day = (text: string) => Date.parse(text) / 86_400_000;
const numbers = { minimum: 1, maximum: 12, mean: 6, standardDeviation: 2, missing: 0 };
const sold = (part: 'days' | 'month') =>
  ({
    kind: 'numeric',
    name: `sold.${part}`,
    ...(part === 'days'
      ? {
          ...numbers,
          minimum: day('2020-01-01'),
          maximum: day('2024-01-01'),
          mean: day('2022-01-01'),
        }
      : numbers),
    source: { column: 'sold', part, format: 'dmy' },
  }) as const;

/** A date, a boolean that may be missing, and levels with one for all others. */
const HOUSES = parseSchema({
  task: 'regression',
  target: { name: 'price', minimum: 1, maximum: 12, mean: 6, standardDeviation: 2 },
  features: [
    sold('days'),
    sold('month'),
    {
      kind: 'categorical',
      name: 'garden',
      levels: ['false', 'true'],
      counts: [1, 8],
      missing: 1,
      boolean: true,
    },
    {
      kind: 'categorical',
      name: 'town',
      levels: ['Nord', '(other)'],
      counts: [5, 5],
      missing: 1,
      other: true,
    },
  ],
  rowCount: 10,
  missingMarkers: ['', '-'],
  policies: { missing: 'learned', unseen: 'learned' },
});

function read(value: unknown, schema: Schema = HOUSES) {
  const row = new Float64Array(schema.features.length);
  const issues = new FieldIssues();
  new RowReader(schema).read(value, row, issues, '/features');
  return { row: [...row], issues: issues.listed };
}

describe('columns as clients send them', () => {
  test('become the features of the forest', () => {
    const row = [day('2021-02-03'), 2, 1, 0];
    expect(read(['03.02.2021', true, 'Nord'])).toEqual({ row, issues: [] });
    expect(read(['2021-02-03', 'YES', 'Nord'])).toEqual({ row, issues: [] });
    const object = { town: 'Nord', sold: '3/2/2021', garden: 't' };
    expect(read(object)).toEqual({ row, issues: [] });
  });

  test('may be missing where training saw that, and of other levels where training learned that', () => {
    expect(read(['2021-02-03', null, null]).row.slice(2)).toEqual([NaN, NaN]);
    expect(read(['2021-02-03', false, 'anywhere']).row.slice(2)).toEqual([0, 1]);
    expect(read([null, true, 'Nord']).issues).toMatchObject([
      { pointer: '/features/0', code: 'missing' },
    ]);
  });

  test('may be missing by a marker of training, and of a level that blanks or a number spell', () => {
    expect(read(['2021-02-03', ' - ', '']).row.slice(2)).toEqual([NaN, NaN]);
    expect(read(['2021-02-03', 0, ' Nord ']).row.slice(2)).toEqual([0, 0]);
    expect(read(['2021-02-03', 'NA', 7]).issues).toMatchObject([{ code: 'category' }]);
    expect(read(['-', 1, 'NA'])).toMatchObject({
      issues: [
        {
          code: 'missing',
          message:
            'Found no value, expected a date like 31/07/2024, with or without a time: training saw no row without this feature.',
        },
      ],
    });
  });

  test('may not be missing where the policy refuses it', () => {
    const strict = { ...HOUSES, policies: { missing: 'error', unseen: 'learned' } } as const;
    expect(read(['2021-02-03', null, 'Nord'], strict).issues).toEqual([
      {
        pointer: '/features/1',
        code: 'missing',
        message: 'Found no value, expected true or false: this model takes no missing values.',
      },
    ]);
  });

  test('are refused with what was expected', () => {
    expect(read(['2021-02-30', 2, [7]]).issues).toEqual([
      {
        pointer: '/features/0',
        code: 'type',
        message: 'Found another text, expected a date like 31/07/2024, with or without a time.',
      },
      {
        pointer: '/features/1',
        code: 'type',
        message: 'Found a number, expected true or false.',
      },
      {
        pointer: '/features/2',
        code: 'type',
        message: 'Found a list, expected one of "Nord", "(other)".',
      },
    ]);
    expect(read([1, 'maybe', 'Nord']).issues.map(({ code }) => code)).toEqual(['type', 'category']);
    expect(read([1]).issues[0]!.message).toBe('Found 1 value, expected 3: sold, garden, town.');
    expect(read({ 'sold.days': 1, garden: true, town: 'Nord' }).issues).toMatchObject([
      { pointer: '/features/sold', code: 'missing' },
      { code: 'unknown' },
    ]);
  });

  test('of many levels are refused as those of a few are', () => {
    const statistic = (name: 'mean' | 'count') =>
      ({
        kind: 'numeric',
        name: `town.${name}`,
        ...numbers,
        source: { column: 'town', statistic: name },
      }) as const;
    const towns = parseSchema({
      task: 'classification',
      target: { name: 'y', classes: ['a', 'b'], counts: [1, 1] },
      features: [statistic('mean'), statistic('count')],
      encodings: [{ column: 'town', levels: ['Nord'], values: [[0.5], [9]] }],
      rowCount: 2,
    });
    expect(read(['Sud'], towns).issues).toEqual([
      {
        pointer: '/features/0',
        code: 'category',
        message: 'Found another text, expected one of "Nord".',
      },
    ]);
  });

  test('are the columns of CSV too, with the markers of training', () => {
    const rows = readCsv(
      'town,garden,sold\nNord,no,01.02.2021\n-,,2021-03-04\nNA,Y,-\n',
      HOUSES,
      9,
    );
    const dated = read(['01.02.2021', false, 'Nord']).row;
    expect(read(rows[0])).toEqual({ row: dated, issues: [] });
    expect(read(rows[1]).row.slice(2)).toEqual([NaN, NaN]);
    expect(read(rows[2])).toMatchObject({
      row: [0, 0, 1, 1],
      issues: [{ pointer: '/features/0', code: 'missing' }],
    });
  });

  test('are warned about by their own name, a date by its day', () => {
    const range = new TrainingRange(HOUSES);
    const { row } = read(['2031-02-03', true, 'Nord']);
    expect(range.warnings(Float64Array.from(row))).toEqual([
      {
        feature: 'sold',
        message: 'The value is above 2024-01-01, the largest that training saw.',
      },
    ]);
    const late = Float64Array.of(day('2021-01-01'), 99, 1, 0);
    expect(range.warnings(late)).toEqual([]);
  });

  test('are what the document, its examples and the tensors have', () => {
    expect(exampleFeatures(HOUSES)).toEqual({ sold: '2022-01-01', garden: true, town: 'Nord' });
    expect(read(exampleFeatures(HOUSES)).issues).toEqual([]);
    const document = JSON.stringify(openApiDocument(HOUSES, { name: 'houses', version: '1' }));
    for (const part of ['"#/components/schemas/Missing"', 'as dmy', 'rare in training']) {
      expect(document).toContain(part);
    }
    expect(document).not.toContain('sold.days');
    expect(
      inputTensors(columnReaders(HOUSES)).map(({ name, datatype }) => [name, datatype]),
    ).toEqual([
      ['sold', 'BYTES'],
      ['garden', 'BOOL'],
      ['town', 'BYTES'],
    ]);
  });
});
