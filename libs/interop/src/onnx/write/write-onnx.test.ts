import { ForestBuilder, predictBatch } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import type { Schema } from '@lambda-forest/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { randomModels } from '../../../test/random-model.ts';
import { readForeignModel, UnsayableModelError, writeOnnx } from '../../index.ts';

const NAMING = { name: 'model', producerVersion: '0.1.0' };

test.each([15, 21] as const)(
  'opset %d: what is written and read again answers the same to the bit',
  (opset) => {
    fc.assert(
      fc.property(randomModels, ({ schema, forest, rows }) => {
        const again = readForeignModel(writeOnnx({ schema, forest }, NAMING, opset).bytes);
        expect(again.task).toBe(schema.task);
        expect(again.classes).toEqual(
          schema.task === 'classification' ? schema.target.classes : undefined,
        );
        expect(again.columns.map(({ name }) => name)).toEqual(['width', 'concat', 'colour']);
        expect(predictBatch(again.forest, rows)).toEqual(predictBatch(forest, rows));
      }),
      { numRuns: 150 },
    );
  },
);

/** A forest that asks every feature of a schema whether it is above a number. */
function forestOf(schema: Schema, threshold: number): Forest {
  const builder = new ForestBuilder(schema.features.length, 1, { aggregation: 'sum' });
  schema.features.forEach((_, feature) => {
    builder.addSplit({ feature, threshold, missingLeft: feature % 2 === 0 });
    builder.addLeaf([2 ** feature]);
    builder.addLeaf([0.1]);
  });
  return builder.build();
}

const number = { kind: 'numeric', minimum: 0, maximum: 9, mean: 4, standardDeviation: 2 } as const;
const quantity = { name: 'y', minimum: 0, maximum: 1, mean: 0.5, standardDeviation: 0.1 };
const names = { statistic: 'mean', column: 'town' } as const;
const date = { column: 'sold', format: 'iso' } as const;

test('names, dates and scaled numbers are written and read again', () => {
  const schema: Schema = {
    task: 'regression',
    target: quantity,
    rowCount: 9,
    features: [
      { ...number, name: 'area', missing: 1 },
      { ...number, name: 'town mean', missing: 0, source: names },
      { ...number, name: 'town count', missing: 0, source: { ...names, statistic: 'count' } },
      { ...number, name: 'sold.year', missing: 0, source: { ...date, part: 'year' } },
    ],
    encodings: [
      {
        column: 'town',
        levels: ['Basel', 'Zürich'],
        values: [
          [1.5, 7],
          [30, 2],
        ],
        unseen: [4, 0],
      },
    ],
    scaling: { center: [3, 1, 0, 2000], scale: [0.7, 2, 5, 9] },
  };
  const forest = forestOf(schema, 0.8);
  const again = readForeignModel(writeOnnx({ schema, forest }, NAMING, 21).bytes);
  expect(again.columns).toMatchObject([
    { kind: 'numeric', name: 'area' },
    { kind: 'categorical', name: 'town', levels: ['Basel', 'Zürich'], takesOthers: true },
    { kind: 'numeric', name: 'sold.year' },
  ]);
  const { center, scale } = schema.scaling!;
  const encoded = [
    [1.5, 30],
    [7, 2],
    [4, 0],
    [NaN, NaN],
  ]; // by level, unseen and missing
  for (const area of [NaN, 3, 3.55, 3.56, 3.560000000000001, 4]) {
    encoded.forEach((pair, level) => {
      for (const year of [2000, 2007.2, 2008]) {
        const row = [area, ...pair, year].map((value, i) => (value - center[i]!) / scale[i]!);
        const town = level === 3 ? NaN : level;
        expect(predictBatch(again.forest, Float64Array.of(area, town, year))).toEqual(
          predictBatch(forest, Float64Array.from(row)),
        );
      }
    });
  }
});

test('what no operator says is refused by name', () => {
  const word = { ...number, name: 'words', missing: 0, source: { column: 'note', word: 'old' } };
  const base = { task: 'regression', target: quantity, rowCount: 9 } as const;
  const texts: Schema = { ...base, features: [word] };
  const write = (schema: Schema, forest: Forest, opset: 15 | 21) => () =>
    writeOnnx({ schema, forest }, NAMING, opset);
  expect(write(texts, forestOf(texts, 1), 21)).toThrow(/words of "note".*no operator/);

  const plain: Schema = { ...base, features: [{ ...number, name: 'a', missing: 0 }] };
  const rounded = { ...forestOf(plain, 1), roundsScores: true };
  expect(write(plain, rounded, 21)).toThrow(UnsayableModelError);

  const builder = new ForestBuilder(1, 1);
  builder.addLeaf([1], undefined, { features: [0], coefficients: [2] });
  expect(write(plain, builder.build(), 15)).toThrow(/linear trees.*no tree ensemble of ONNX/);
});

test('booleans are read as tables spell them, and other texts as the level for them', () => {
  const kind = 'categorical';
  const other = { kind, name: 'other', levels: ['a', '(other)'], other: true, missing: 0 } as const;
  const garden = {
    kind,
    name: 'garden',
    levels: ['false', 'true'],
    boolean: true,
    missing: 0,
  } as const;
  const counts = [1, 1];
  const features = [
    { ...garden, counts },
    { ...other, counts },
  ];
  const schema: Schema = { task: 'regression', target: quantity, rowCount: 2, features };
  const builder = new ForestBuilder(2, 1);
  builder.addSplit({ feature: 0, levels: [1], levelCount: 2, missingLeft: false });
  builder.addSplit({ feature: 1, levels: [1], levelCount: 2, missingLeft: false });
  for (const answer of [1, 2, 3]) builder.addLeaf([answer]);
  const again = readForeignModel(writeOnnx({ schema, forest: builder.build() }, NAMING, 21).bytes);
  const [first, second] = again.columns;
  expect(second).toMatchObject({ levels: ['a'], takesOthers: true });
  const spelled = first?.kind === 'categorical' ? first.levels : [];
  const answer = (text: string, code: number) =>
    predictBatch(again.forest, Float64Array.of(spelled.indexOf(text), code))[0];
  expect(['yes', 'True', '1'].map((text) => answer(text, 1))).toEqual([1, 1, 1]); // others
  expect(answer('true', 0)).toBe(2);
  expect(['no', 'False', '0'].map((text) => answer(text, 1))).toEqual([3, 3, 3]);
});

test('zeros that are missing are a second copy of the columns', () => {
  const schema: Schema = {
    task: 'regression',
    target: quantity,
    rowCount: 2,
    features: [{ ...number, name: 'a', missing: 1 }],
  };
  const builder = new ForestBuilder(1, 1);
  builder.addSplit({ feature: 0, threshold: 1, missingLeft: false, zeroMissing: true });
  builder.addLeaf([1]);
  builder.addLeaf([2]);
  const { bytes } = writeOnnx({ schema, forest: builder.build() }, NAMING, 21);
  expect(() => readForeignModel(bytes)).toThrow(/"Where"|"Abs"/); // which is not folded
});

test('an output has another name than a column', () => {
  const features = ['prediction', 'prediction_2'].map((name) => ({ ...number, name, missing: 0 }));
  const schema: Schema = { task: 'regression', target: quantity, rowCount: 9, features };
  const written = writeOnnx({ schema, forest: forestOf(schema, 1) }, NAMING, 21);
  expect(written.outputs).toEqual(['prediction_3']);
});

test('the score of an isolation forest is written as nodes that no other link has', () => {
  const features = [{ ...number, name: 'area', missing: 0 }];
  const schema: Schema = { task: 'regression', target: quantity, rowCount: 9, features };
  const forest: Forest = {
    ...forestOf(schema, 1),
    link: { kind: 'negative-exp', factor: 1 },
  };
  const again = readForeignModel(writeOnnx({ schema, forest }, NAMING, 21).bytes);
  expect(again.forest.link).toEqual(forest.link);
});
