import { ForestBuilder } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import type { ForestShape } from './shapes.ts';

/** Numbers from 0 to 1 (exclusive). */
export type Random = () => number;

/** Tommy Ettinger's mulberry32: the same numbers for the same seed. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A forest that looks like a trained one to whoever walks it: each tree cuts the table's box into boxes, a
 * cut falls inside its box, and the larger part gets more of the leaves, so that the rows of `seededRows`
 * spread over all of them.
 */
export function seededForest(shape: ForestShape, seed: number): Forest {
  const random = seededRandom(seed);
  const builder = new ForestBuilder(shape.features, shape.outputs);
  for (let tree = 0; tree < shape.trees; tree++) {
    const low = new Int32Array(shape.features);
    const high = new Int32Array(shape.features).fill(shape.levels - 1);
    addTree(builder, shape, random, { low, high }, shape.leaves);
  }
  return builder.build();
}

/** `count` rows, row-major; each value one of the levels 0 to levels - 1. */
export function seededRows(shape: ForestShape, count: number, seed: number): Float64Array {
  const random = seededRandom(~seed);
  return Float64Array.from({ length: count * shape.features }, () =>
    Math.floor(random() * shape.levels),
  );
}

/** The least and largest level of each feature, both inclusive. */
interface Box {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

function addTree(
  builder: ForestBuilder,
  shape: ForestShape,
  random: Random,
  box: Box,
  leaves: number,
): void {
  const feature = leaves === 1 ? -1 : divisibleFeature(box, random);
  if (feature === -1) {
    builder.addLeaf(answer(shape.outputs, random));
    return;
  }
  const low = box.low[feature]!;
  const high = box.high[feature]!;
  const position = 0.25 + 0.5 * random();
  const cut = Math.min(high - 1, low + Math.floor((high - low) * position)); // the last level on the left
  const share = (cut - low + 1) / (high - low + 1);
  const left = Math.min(leaves - 1, Math.max(1, Math.round(leaves * share)));
  builder.addSplit({ feature, threshold: cut + 0.5, missingLeft: false });
  box.high[feature] = cut;
  addTree(builder, shape, random, box, left);
  box.high[feature] = high;
  box.low[feature] = cut + 1;
  addTree(builder, shape, random, box, leaves - left);
  box.low[feature] = low;
}

/** A random feature of more than one level in the box; -1 if a few tries find none. */
function divisibleFeature({ low, high }: Box, random: Random): number {
  for (let attempt = 0; attempt < 4 * low.length; attempt++) {
    const feature = Math.floor(random() * low.length);
    if (low[feature]! < high[feature]!) return feature;
  }
  return -1;
}

function answer(outputs: number, random: Random): number[] {
  if (outputs === 1) return [random()];
  const vote = Math.floor(random() * outputs);
  return Array.from({ length: outputs }, (_, k) => (k === vote ? 1 : 0));
}
