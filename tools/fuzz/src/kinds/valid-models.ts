import { ForestBuilder } from '@lambda-forest/forest';
import type { Feature, Schema } from '@lambda-forest/schema';
import { encodeModel } from '@lambda-forest/serializer';

const TREES = 12;

function quantity(name: string, missing = 0): Feature {
  const range = { minimum: 0, maximum: 10, mean: 4.25, standardDeviation: 2 };
  return { kind: 'numeric', name, ...range, missing };
}

const colour: Feature = {
  kind: 'categorical',
  name: 'colour',
  levels: ['red', 'green', 'blue'],
  counts: [3, 5, 2],
  missing: 0,
};

function day(part: 'days' | 'month'): Feature {
  return {
    ...quantity(`sold.${part}`),
    source: { column: 'sold', part, format: 'iso' },
  } as Feature;
}

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
      engine: { name: 'fuzz', version: '1' },
      options: { trees: TREES },
      seed: 42,
      data: { source: `${name}.csv`, sha256: '0'.repeat(64), rows: 10 },
      split: { testSize: 0.2, trainRows: 8, testRows: 2, stratified: true, folds: 5 },
      metrics: { accuracy: 0.9 },
    },
  });
}

/** Models of every kind, small, by their names. */
export function validModels(): ReadonlyMap<string, Uint8Array> {
  const classes: Schema = {
    task: 'classification',
    target: { name: 'species', classes: ['a', 'b', 'c'], counts: [3, 3, 2] },
    features: [quantity('width'), quantity('height', 1)],
    rowCount: 8,
  };
  const kinds: Schema = {
    ...classes,
    target: { name: 'bought', classes: ['no', 'yes'], counts: [4, 4] },
    features: [quantity('__proto__', 2), colour, day('days'), day('month')],
    missingMarkers: ['', '-'],
  };
  const prices: Schema = {
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
  };
  return new Map([
    [
      'flowers',
      file('flowers', classes, [
        [1, 0, 0],
        [0, 0.5, 0.5],
        [Math.SQRT1_2, 1 - Math.SQRT1_2, 0],
      ]),
    ],
    [
      'paints',
      file('paints', kinds, [
        [0.75, 0.25],
        [0, 1],
      ]),
    ],
    ['houses', file('houses', prices, [[1], [2.5], [9]])],
  ]);
}
