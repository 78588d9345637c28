import { compileForest, predictBatch } from '@lambda-forest/forest';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import * as arbitrary from '../test/arbitraries.ts';
import { expectSameModel } from '../test/assert-model.ts';
import { syntheticModel } from '../test/synthetic.ts';
import { decodeModel, encodeModel, modelSha256 } from './index.ts';

const IRIS_LIKE = {
  trees: 100,
  leavesPerTree: 9,
  features: 4,
  classes: 3,
  thresholds: 30,
  pureShare: 0.9,
};

const LETTER_LIKE = {
  trees: 10,
  leavesPerTree: 5_500,
  features: 16,
  classes: 26,
  thresholds: 16,
  pureShare: 0.99,
};

describe('a round trip', () => {
  it('gives back the model to the bit, and the same bytes', () => {
    fc.assert(
      fc.property(arbitrary.model, (model) => {
        const bytes = encodeModel(model);
        const decoded = decodeModel(bytes);
        expectSameModel(decoded, model);
        expect(Buffer.from(encodeModel(decoded)).equals(bytes)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('gives equal predictions, also compiled with the thresholds of the file', () => {
    const cell = fc.oneof(fc.constantFrom(NaN, 0, -0, 0.5, 1, Infinity), fc.double());
    fc.assert(
      fc.property(arbitrary.model, fc.array(cell, { maxLength: 40 }), (model, cells) => {
        const whole = cells.length - (cells.length % model.forest.featureCount);
        const rows = Float64Array.from(cells.slice(0, whole));
        const { forest, thresholds } = decodeModel(encodeModel(model));
        const expected = predictBatch(model.forest, rows);
        expect(predictBatch(forest, rows)).toEqual(expected);
        expect(compileForest(forest, thresholds).predictBatch(rows)).toEqual(expected);
      }),
    );
  });

  it('does not depend on the order in which the keys of the model were set', () => {
    const { schema, forest, provenance } = syntheticModel({ ...IRIS_LIKE, trees: 1 });
    const reversed = Object.fromEntries(Object.entries(provenance).reverse()) as typeof provenance;
    const bytes = encodeModel({ schema, forest, provenance });
    expect(encodeModel({ provenance: reversed, forest, schema })).toEqual(bytes);
  });

  it('reads bytes in the middle of a buffer and keeps none of them', () => {
    const model = syntheticModel({ ...IRIS_LIKE, trees: 2 });
    const bytes = encodeModel(model);
    const buffer = new Uint8Array(bytes.length + 10).fill(0xff);
    buffer.set(bytes, 3);
    const decoded = decodeModel(buffer.subarray(3, 3 + bytes.length));
    buffer.fill(0);
    expectSameModel(decoded, model);
  });

  it('keeps negative zero in schema and metrics', () => {
    const model = syntheticModel({ ...IRIS_LIKE, trees: 1 });
    const [first, ...others] = model.schema.features;
    if (first?.kind !== 'numeric') throw new TypeError('a numeric feature is needed');
    const changed = {
      ...model,
      schema: { ...model.schema, features: [{ ...first, minimum: -0 }, ...others] },
      provenance: { ...model.provenance, metrics: { bias: -0 } },
    };
    const { schema, provenance } = decodeModel(encodeModel(changed));
    expect(schema.features[0]).toHaveProperty('minimum', -0);
    expect(provenance.metrics['bias']).toBe(-0);
  });
});

describe('the size of a file', () => {
  it('is at most 12 bytes a node for an iris-like forest, header included', () => {
    const model = syntheticModel(IRIS_LIKE);
    expect(model.forest.feature.length).toBe(1_700);
    expect(encodeModel(model).length / 1_700).toBeLessThanOrEqual(12);
  });

  it('is at most 1.2 bytes a node for a letter-like forest, header included', () => {
    const model = syntheticModel(LETTER_LIKE);
    const nodes = model.forest.feature.length;
    expect(nodes).toBeGreaterThan(100_000);
    const bytes = encodeModel(model);
    expect(bytes.length / nodes).toBeLessThanOrEqual(1.2);
    expectSameModel(decodeModel(bytes), model);
  });
});

describe('the hash of a file', () => {
  it('is the SHA-256 of all its bytes in hexadecimal', () => {
    expect(modelSha256(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
