import { parseSchema } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import { expect, test } from 'vitest';

import { allRows, describeRows, encodeDataset } from '../index.ts';
import type { Dataset } from '../index.ts';

const numbers = { minimum: 0, maximum: 2, mean: 1, standardDeviation: 1, missing: 1 };
const size = { kind: 'numeric', name: 'size', ...numbers } as const;
const unencoded = (name: string, levels: readonly string[], encode: 'names' | 'text') =>
  ({ kind: 'categorical', name, levels, counts: levels.map(() => 1), missing: 1, encode }) as const;
const rest = {
  task: 'regression',
  target: { name: 'y', minimum: 0, maximum: 1, mean: 0.5, standardDeviation: 0.5 },
  rowCount: 4,
} as const;

/** A text, a quantity and a name. */
const dataset: Dataset<Float64Array> = {
  task: 'regression',
  rowCount: 4,
  schema: {
    ...rest,
    features: [
      unencoded('title', ['Red sea', 'Sea, sea'], 'text'),
      size,
      unencoded('artist', ['Ada', 'Bob'], 'names'),
    ],
  },
  columns: [
    [1, 0, NaN, 1],
    [0, 1, 2, NaN],
    [0, 1, 0, NaN],
  ].map((each) => Float64Array.from(each)),
  target: Float64Array.of(0, 1, 0, 1),
};

const word = (text: string) => {
  const source = { column: 'title', word: text };
  return { ...size, name: `title.${text}`, source };
};
const mean = {
  ...size,
  name: 'artist.mean',
  source: { column: 'artist', statistic: 'mean' },
} as const;

function schemaOf(more: Partial<Schema>): Schema {
  return parseSchema({ ...rest, ...more });
}

test('texts become counts of words, and names what their table has', () => {
  const encodings = [{ column: 'artist', levels: ['Ada'], values: [[0.75]], unseen: [0.5] }];
  const features = [word('red'), word('sea'), size, mean];
  const schema = schemaOf({ features, encodings });
  const encoded = encodeDataset(dataset, schema);
  expect(encoded.schema).toBe(schema);
  expect(encoded.columns.map((column) => [...column])).toEqual([
    [0, 1, NaN, 0],
    [2, 1, NaN, 2],
    [0, 1, 2, NaN],
    [0.75, 0.5, 0.75, NaN],
  ]);
  expect(encoded.columns[2]).toBe(dataset.columns[1]);
  const described = describeRows(encoded, allRows(encoded));
  expect(described.encodings).toEqual(encodings);
  expect(described.features[1]).toMatchObject({ source: word('sea').source, mean: 5 / 3 });
});

test('a column that the schema does not have is dropped', () => {
  const schema = schemaOf({ features: [word('red'), size] });
  expect(encodeDataset(dataset, schema).columns).toHaveLength(2);
});

test('before that, a column counts its texts, and keeps saying what it is', () => {
  const { features } = describeRows(dataset, Uint32Array.of(0, 1, 3));
  expect(features[0]).toMatchObject({ counts: [1, 2], missing: 0, encode: 'text' });
});

test('a name that is refused, and another task, are mistakes of the caller', () => {
  const encodings = [{ column: 'artist', levels: ['Ada'], values: [[0.75]] }];
  const strict = schemaOf({ features: [size, mean], encodings });
  expect(() => encodeDataset(dataset, strict)).toThrow('Found "Bob", expected one of "Ada"');
  const target = { name: 'y', classes: ['a', 'b'], counts: [1, 1] };
  const other = parseSchema({ ...rest, task: 'classification', target, features: [size] });
  expect(() => encodeDataset(dataset, other)).toThrow('Found a schema of classification');
});
