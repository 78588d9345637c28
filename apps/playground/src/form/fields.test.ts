import type { ModelCategory, ModelFeature, ModelSchema, ModelQuantity } from '@lambda-forest/api';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { COMMON } from '../../test/schemas.ts';
import { typicalEntry } from './entries.ts';
import { describeFields, snap, stepOf } from './fields.ts';
import type { QuantityField } from './fields.ts';

const numeric = (more: Partial<ModelQuantity>): ModelQuantity => ({
  kind: 'numeric',
  name: 'x',
  minimum: 4.3,
  maximum: 7.9,
  mean: 5.8425,
  standard_deviation: 0.83,
  missing: 0,
  ...more,
});
const colour: ModelCategory = {
  kind: 'categorical',
  name: 'colour',
  levels: ['red', 'green'],
  counts: [3, 5],
  missing: 2,
};
const schema = (features: readonly ModelFeature[], more: Partial<ModelSchema> = {}): ModelSchema =>
  ({
    ...COMMON,
    task: 'classification',
    target: { name: 'y', classes: ['a', 'b'], counts: [5, 5] },
    features,
    ...more,
  }) as ModelSchema;

test('a quantity becomes a slider over its training range, at its mean', () => {
  expect(describeFields(schema([numeric({})]))).toEqual([
    {
      kind: 'quantity',
      name: 'x',
      mayBeMissing: false,
      minimum: 4.3,
      maximum: 7.9,
      step: 0.01,
      usual: [5.8425 - 0.83, 5.8425 + 0.83],
      typical: 5.84,
    },
  ]);
});

test('a category becomes a choice among its levels', () => {
  expect(describeFields(schema([colour]))).toEqual([
    {
      kind: 'choice',
      name: 'colour',
      mayBeMissing: true,
      levels: ['red', 'green'],
      counts: [3, 5],
      isBoolean: false,
    },
  ]);
});

test('a value that was never missing in training may not be missing, and none may if the policy forbids it', () => {
  const both = [numeric({ missing: 0 }), colour];
  expect(describeFields(schema(both)).map((field) => field.mayBeMissing)).toEqual([false, true]);
  const strict = schema(both, { policies: { missing: 'error', unseen: 'error' } });
  expect(describeFields(strict).map((field) => field.mayBeMissing)).toEqual([false, false]);
});

test('the parts of a date are one field, at the place of the first', () => {
  const part = (name: 'days' | 'year' | 'hour', mean: number) =>
    numeric({
      name: `sold_${name}`,
      mean,
      minimum: mean - 10,
      maximum: mean + 10,
      source: { column: 'sold', part: name, format: 'dmy' },
    });
  const fields = describeFields(
    schema([numeric({}), part('days', 19_723), part('year', 2024), part('hour', 11), colour]),
  );
  expect(fields.map(({ name }) => name)).toEqual(['x', 'sold', 'colour']);
  expect(fields[1]).toMatchObject({
    kind: 'date',
    hasTime: true,
    typical: '2024-01-01T12:00',
    trainingRange: '2023-12-22 to 2024-01-11',
  });
  const [yearOnly] = describeFields(schema([part('year', 2020.4)]));
  expect(yearOnly).toMatchObject({ kind: 'date', hasTime: false, typical: '2020-07-01' });
});

test('a text is a field, a name one with those that training saw most, and one of a list a choice', () => {
  const word = (text: string, mean: number) =>
    numeric({ name: `title.${text}`, mean, missing: 1, source: { column: 'title', word: text } });
  const mean = numeric({ name: 'by.mean', source: { column: 'by', statistic: 'mean' } });
  const count = numeric({ name: 'by.count', source: { column: 'by', statistic: 'count' } });
  const words = [word('a', 0.5), word('b', 0.1), word('c', 0.2), word('d', 0.3)];
  const levels = numeric({ name: 'at.mean', source: { column: 'at', statistic: 'mean' } });
  const commonest = ['Bob', 'Ada'];
  const inputs = [
    { name: 'title', kind: 'text' },
    { name: 'by', kind: 'names', commonest },
    { name: 'at', kind: 'categorical', levels: ['Rome', 'Bonn'] },
  ] as const;
  const fields = describeFields(schema([...words, mean, count, levels], { inputs }));
  expect(fields).toEqual([
    {
      kind: 'text',
      name: 'title',
      mayBeMissing: true,
      isLong: true,
      typical: 'a d c',
      known: ['a', 'd', 'c', 'b'],
    },
    {
      kind: 'text',
      name: 'by',
      mayBeMissing: false,
      isLong: false,
      typical: 'Bob',
      known: commonest,
    },
    {
      kind: 'choice',
      name: 'at',
      mayBeMissing: false,
      levels: ['Rome', 'Bonn'],
      counts: [],
      isBoolean: false,
    },
  ]);
  expect(typicalEntry(fields[2]!)).toEqual({ text: 'Rome', isMissing: false });
});

test('steps are powers of ten that leave a hundred places or more', () => {
  expect(stepOf(0, 1)).toBe(0.01);
  expect(stepOf(0, 100)).toBe(1);
  expect(stepOf(0, 99)).toBe(0.1);
  expect(stepOf(-5_000, 45_000)).toBe(100);
  expect(stepOf(3, 3)).toBe(0);
});

test('wherever the slider is, its value lies in the range and within half a step of the place', () => {
  const bound = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(bound, bound, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
      const [minimum, maximum] = [Math.min(a, b), Math.max(a, b)];
      fc.pre(maximum - minimum > 1e-6);
      const field = { minimum, maximum, step: stepOf(minimum, maximum) } as QuantityField;
      const place = minimum + share * (maximum - minimum);
      const value = snap(place, field);
      expect(value).toBeGreaterThanOrEqual(minimum);
      expect(value).toBeLessThanOrEqual(maximum);
      expect(Math.abs(value - place)).toBeLessThanOrEqual(field.step * 0.51 + 1e-6);
    }),
  );
});

test('if training saw only whole numbers, the slider has steps of 1', () => {
  const rooms = { minimum: 1, maximum: 9, standard_deviation: 1.5 };
  const [whole, halves, share] = describeFields(
    schema([
      numeric({ ...rooms, name: 'rooms', mean: 3.4 }),
      numeric({ ...rooms, name: 'score', mean: 3.45 }),
      numeric({ ...rooms, name: 'share', minimum: 0.5, mean: 3.4 }),
    ]),
  );
  expect(whole).toMatchObject({ step: 1, typical: 3 });
  expect(halves).toMatchObject({ step: 0.01, typical: 3.45 });
  expect(share).toMatchObject({ step: 0.01 });
});
