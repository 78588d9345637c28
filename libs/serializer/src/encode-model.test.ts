import { ForestBuilder, InvalidForestError } from '@lambda-forest/forest';
import { InvalidSchemaError } from '@lambda-forest/schema';
import { describe, expect, it } from 'vitest';

import { syntheticModel } from '../test/synthetic.ts';
import { encodeModel, InvalidModelError, ModelNotFoundError } from './index.ts';

const SHAPE = { trees: 1, leavesPerTree: 3, thresholds: 2, pureShare: 1 };
const MODEL = syntheticModel({ ...SHAPE, features: 2, classes: 2 });

function leaf(...answer: number[]) {
  const builder = new ForestBuilder(2, answer.length);
  builder.addLeaf(answer);
  return builder.build();
}

describe('encoding refuses', () => {
  it.each([
    [
      'a number that JSON cannot hold',
      { metrics: { auc: NaN } },
      'NaN at header.provenance.metrics.auc',
    ],
    ['a provenance that is not valid', { seed: -1 }, 'Found -1 at provenance.seed'],
  ])('%s', (_, change, words) => {
    const provenance = { ...MODEL.provenance, ...change };
    expect(() => encodeModel({ ...MODEL, provenance })).toThrow(InvalidModelError);
    expect(() => encodeModel({ ...MODEL, provenance })).toThrow(words);
  });

  it.each([
    [
      'with other features',
      syntheticModel({ ...SHAPE, features: 3, classes: 2 }).forest,
      '3 features',
    ],
    ['with other outputs', leaf(1, 0, 0), '3 outputs'],
    ['whose shares do not sum to 1', leaf(0.5, 0.4), 'that sum to 0.9'],
    ['with a negative share', leaf(1.5, -0.5), 'shares from -0.5'],
  ])('a forest %s', (_, forest, words) => {
    expect(() => encodeModel({ ...MODEL, forest })).toThrow(InvalidModelError);
    expect(() => encodeModel({ ...MODEL, forest })).toThrow(words);
  });

  it('arrays that are not a forest', () => {
    const forest = { ...MODEL.forest, next: new Uint32Array(5) };
    expect(() => encodeModel({ ...MODEL, forest })).toThrow(InvalidForestError);
  });

  it('a schema that is not one', () => {
    const schema = { ...MODEL.schema, rowCount: -1 };
    expect(() => encodeModel({ ...MODEL, schema })).toThrow(InvalidSchemaError);
  });
});

describe('a missing model', () => {
  it('is named with its location, what to do, and the cause', () => {
    const cause = new Error('ENOENT');
    const error = new ModelNotFoundError('artifacts/iris/model.forest', cause);
    expect(error.message).toContain('no model file at artifacts/iris/model.forest');
    expect(error.message).toContain('npx lambda-forest train');
    expect(error).toMatchObject({ code: 'MODEL_NOT_FOUND', cause });
  });
});
