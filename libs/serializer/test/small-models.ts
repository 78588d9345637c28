/** Small models, as the bytes of a model file: what tests of services and fuzzing begin with. */
import { ForestBuilder } from '@lambda-forest/forest';
import type { CategoricalFeature, NumericFeature, Schema } from '@lambda-forest/schema';

import { encodeModel } from '../src/index.ts';

const TREES = 12;

/** @param missing rows without a value */
export function quantity(name: string, missing = 0): NumericFeature {
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

export const colour: CategoricalFeature = {
  kind: 'categorical',
  name: 'colour',
  levels: ['red', 'green', 'blue'],
  counts: [3, 5, 2],
  missing: 0,
};

/**
 * Trees of one split each, on one feature after another.
 *
 * @param leaves what they hold, in turns: outputCount numbers each
 */
export function modelFile(
  name: string,
  schema: Schema,
  leaves: readonly (readonly number[])[],
): Uint8Array {
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
export const FLOWERS = modelFile('flowers', flowers, [
  [1, 0, 0],
  [0, 0.5, 0.5],
  [0.25, 0.25, 0.5],
]);

/** Two quantities, scaled, to a quantity. */
export const HOUSES = modelFile(
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
