import type { Forest } from '@lambda-forest/forest';
import { expect } from 'vitest';

import type { Model } from '../src/index.ts';

/** Equal to the bit: numbers are compared as bytes, so that 0 differs from -0. */
export function expectSameModel(found: Model, expected: Model): void {
  expect(found.schema).toEqual(expected.schema);
  expect(found.provenance).toEqual(expected.provenance);
  expectSameForest(found.forest, expected.forest);
}

function expectSameForest(found: Forest, expected: Forest): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const key of Object.keys(expected) as (keyof Forest)[]) {
    const [left, right] = [found[key], expected[key]];
    if (ArrayBuffer.isView(left) && ArrayBuffer.isView(right)) {
      expect(left.constructor, key).toBe(right.constructor);
      expect(bytesOf(left).equals(bytesOf(right)), key).toBe(true);
    } else {
      expect(left, key).toEqual(right);
    }
  }
}

function bytesOf(array: ArrayBufferView): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}
