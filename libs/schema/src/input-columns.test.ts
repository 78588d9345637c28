import { describe, expect, test } from 'vitest';

import { inputColumns, InvalidSchemaError, parseSchema, policiesOf } from './index.ts';
import type { DatePart, Feature, NumericFeature, Schema } from './index.ts';

const numbers = { minimum: 0, maximum: 1, mean: 0.5, standardDeviation: 0.1, missing: 0 };

function part(column: string, name: DatePart, format: 'iso' | 'dmy' = 'iso'): NumericFeature {
  const source = { column, part: name, format };
  return { kind: 'numeric', name: `${column}.${name}`, ...numbers, source };
}

function schemaOf(features: readonly Feature[]): Schema {
  const target = { name: 'y', classes: ['a', 'b'], counts: [1, 1] };
  return { task: 'classification', target, features, rowCount: 2 };
}

const size: Feature = { kind: 'numeric', name: 'size', ...numbers };
const alive: Feature = {
  kind: 'categorical',
  name: 'alive',
  levels: ['false', 'true'],
  counts: [1, 1],
  missing: 0,
  boolean: true,
};

test('parts of one date are one column, all else is a column each', () => {
  const features = [
    size,
    part('sold', 'days'),
    part('sold', 'month'),
    part('built', 'days'),
    alive,
  ];
  expect(inputColumns({ features })).toEqual([
    { kind: 'numeric', name: 'size', first: 0, width: 1, known: [], feature: size },
    {
      kind: 'datetime',
      name: 'sold',
      first: 1,
      width: 2,
      known: [],
      format: 'iso',
      parts: ['days', 'month'],
      feature: features[1],
    },
    {
      kind: 'datetime',
      name: 'built',
      first: 3,
      width: 1,
      known: [],
      format: 'iso',
      parts: ['days'],
      feature: features[3],
    },
    {
      kind: 'categorical',
      name: 'alive',
      first: 4,
      width: 1,
      known: ['false', 'true'],
      feature: alive,
    },
  ]);
});

describe('a schema', () => {
  test('may have dates, booleans, policies and markers, and is as it was without them', () => {
    const rich: Schema = {
      ...schemaOf([part('sold', 'days', 'dmy'), part('sold', 'hour', 'dmy'), alive]),
      policies: { missing: 'error', unseen: 'learned' },
      missingMarkers: ['', '-'],
    };
    expect(parseSchema(JSON.parse(JSON.stringify(rich)))).toEqual(rich);
    expect(policiesOf(rich)).toEqual({ missing: 'error', unseen: 'learned' });
    expect(policiesOf(schemaOf([size]))).toEqual({ missing: 'learned', unseen: 'error' });
  });

  test.each<[string, readonly unknown[]]>([
    ['parts out of order', [part('sold', 'month'), part('sold', 'days')]],
    ['parts apart', [part('sold', 'days'), size, part('sold', 'month')]],
    ['parts in two formats', [part('sold', 'days'), part('sold', 'month', 'dmy')]],
    ['a part twice', [part('sold', 'days'), { ...part('sold', 'days'), name: 'other' }]],
    ['a date named as a feature', [size, part('size', 'days')]],
    ['a date named as the target', [part('y', 'days')]],
    ['a part that is none', [{ ...size, source: { column: 'a', part: 'week', format: 'iso' } }]],
    ['a boolean of other levels', [{ ...alive, levels: ['no', 'yes'] }]],
    ['a false flag', [{ ...alive, boolean: false }]],
  ])('is refused with %s', (_, features) => {
    const value = { ...schemaOf([size]), features };
    expect(() => parseSchema(value)).toThrow(InvalidSchemaError);
  });

  test('is refused with a policy that is none', () => {
    const value = { ...schemaOf([size]), policies: { missing: 'ignore', unseen: 'error' } };
    expect(() => parseSchema(value)).toThrow('policies.missing');
  });
});
