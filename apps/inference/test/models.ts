/** Small models of every kind that the service may meet, as the bytes of a model file. */
import { ForestBuilder } from '@lambda-forest/forest';
import type { CategoricalFeature, NumericFeature, Schema } from '@lambda-forest/schema';
import { encodeModel } from '@lambda-forest/serializer';

const TREES = 12;

function quantity(name: string, missing = 0): NumericFeature {
  return {
    kind: 'numeric',
    name,
    minimum: 0,
    maximum: 10,
    mean: 4.321,
    standardDeviation: 2,
    missing,
  };
}

const colour: CategoricalFeature = {
  kind: 'categorical',
  name: 'colour',
  levels: ['red', 'green', 'blue'],
  counts: [3, 5, 2],
  missing: 0,
};

function file(name: string, schema: Schema, leaves: readonly (readonly number[])[]): Uint8Array {
  const { features } = schema;
  const builder = new ForestBuilder(features.length, leaves[0]!.length);
  for (let tree = 0; tree < TREES; tree++) {
    const feature = tree % features.length;
    const missingLeft = tree % 2 === 0;
    if (features[feature]!.kind === 'categorical') {
      builder.addSplit({ feature, missingLeft, levels: [tree % 3], levelCount: 3 });
    } else {
      builder.addSplit({ feature, missingLeft, threshold: tree / 2 });
    }
    builder.addLeaf(leaves[tree % leaves.length]!);
    builder.addLeaf(leaves[(tree + 1) % leaves.length]!);
  }
  return encodeModel({
    schema,
    forest: builder.build(),
    provenance: {
      name,
      version: '1.2.3',
      lambdaForest: '0.1.0',
      engine: { name: 'test', version: '1' },
      options: { trees: TREES },
      seed: 42,
      data: { source: `${name}.csv`, sha256: '0'.repeat(64), rows: 10 },
      split: { testSize: 0.2, trainRows: 8, testRows: 2, stratified: true, folds: 5 },
      metrics: { accuracy: 0.9 },
    },
  });
}

const flowers: Schema = {
  task: 'classification',
  target: { name: 'species', classes: ['a', 'b', 'c'], counts: [3, 3, 2] },
  features: [quantity('width'), quantity('height')],
  rowCount: 8,
};

/** Two quantities, three classes. */
export const FLOWERS = file('flowers', flowers, [
  [1, 0, 0],
  [0, 0.5, 0.5],
  [0.25, 0.25, 0.5],
]);

/** A quantity that may be missing, a category and a quantity: two classes. */
export const PAINTS = file(
  'paints',
  {
    task: 'classification',
    target: { name: 'sold', classes: ['no', 'yes'], counts: [4, 4] },
    features: [quantity('price', 2), colour, quantity('__proto__')],
    rowCount: 8,
  },
  [
    [0.75, 0.25],
    [0, 1],
  ],
);

/** Two quantities, scaled, to a quantity. */
export const HOUSES = file(
  'houses',
  {
    task: 'regression',
    target: {
      name: 'price',
      minimum: 1,
      maximum: 9,
      mean: 5,
      standardDeviation: 2,
      interval: { offset: 0.5, factor: 2 },
    },
    features: [quantity('rooms'), quantity('age')],
    rowCount: 8,
    scaling: { center: [4, 5], scale: [2, 0.5] },
  },
  [[1], [2.5], [9]],
);

const word = (text: string): NumericFeature => ({
  ...quantity(`title.${text}`),
  source: { column: 'title', word: text },
});

/** A text, and a name that may be missing, to a quantity. */
export const PRINTS = file(
  'prints',
  {
    task: 'regression',
    target: { name: 'year', minimum: 1900, maximum: 2000, mean: 1950, standardDeviation: 20 },
    features: [
      word('canvas'),
      word('oil'),
      { ...quantity('artist.mean', 2), source: { column: 'artist', statistic: 'mean' } },
      { ...quantity('artist.count', 2), source: { column: 'artist', statistic: 'count' } },
    ],
    encodings: [
      {
        column: 'artist',
        levels: ['Ada', 'Bob'],
        values: [
          [1, 9],
          [7, 3],
        ],
        unseen: [5, 0],
      },
    ],
    rowCount: 10,
  },
  [[1_900], [1_950], [2_000]],
);

/** One quantity that may be missing: two classes. */
export const MARKS = file(
  'marks',
  {
    task: 'classification',
    target: { name: 'passed', classes: ['no', 'yes'], counts: [4, 4] },
    features: [quantity('mark', 2)],
    rowCount: 8,
  },
  [
    [0.75, 0.25],
    [0, 1],
  ],
);

/** One category: two classes. */
export const TOWNS = file(
  'towns',
  {
    task: 'classification',
    target: { name: 'passed', classes: ['no', 'yes'], counts: [4, 4] },
    features: [{ ...colour, name: 'town', levels: ['x', 'Télé'.normalize('NFC'), 'z'] }],
    rowCount: 8,
  },
  [
    [0.75, 0.25],
    [0, 1],
  ],
);

/** A thousand classes, so that a few hundred rows fill 6 MB. */
export const MANY_CLASSES = file(
  'many',
  {
    task: 'classification',
    target: {
      name: 'class',
      classes: Array.from({ length: 1_000 }, (_, k) => `class ${k}`),
      counts: new Array<number>(1_000).fill(1),
    },
    features: [quantity('x')],
    rowCount: 1_000,
  },
  [new Array<number>(1_000).fill(1 / 1_000)],
);
