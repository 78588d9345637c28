import { ForestBuilder } from '../src/index.ts';
import type { Forest } from '../src/index.ts';

/** The shape of a random forest. Shares are from 0 to 1. */
export interface ForestShape {
  readonly seed: number;
  readonly trees: number;
  readonly features: number;
  readonly outputs: number;
  /** Of each tree. */
  readonly leaves: number;
  /** Different thresholds of a feature, and levels of a category. */
  readonly levels: number;
  /** Leaves that answer 1 for one output. */
  readonly voteShare: number;
  readonly categoricalShare: number;
  /** The share of splits that send a missing value left, and of numbers that are missing in rows. */
  readonly missingShare: number;
}

/** A forest of random trees, the same for the same shape. */
export function randomForest(shape: ForestShape): Forest {
  const random = mulberry32(shape.seed);
  const below = (end: number) => Math.floor(random() * end);
  const builder = new ForestBuilder(shape.features, shape.outputs);

  function addTree(leaves: number): void {
    if (leaves === 1) {
      builder.addLeaf(answer());
      return;
    }
    const common = { feature: below(shape.features), missingLeft: random() < shape.missingShare };
    if (random() < shape.categoricalShare) {
      const levels = Array.from({ length: below(4) }, () => below(shape.levels));
      builder.addSplit({ ...common, levels, levelCount: shape.levels });
    } else {
      builder.addSplit({ ...common, threshold: below(shape.levels) / 2 });
    }
    const left = 1 + below(leaves - 1);
    addTree(left);
    addTree(leaves - left);
  }

  function answer(): number[] {
    if (random() < shape.voteShare) {
      const vote = below(shape.outputs);
      return Array.from({ length: shape.outputs }, (_, k) => (k === vote ? 1 : 0));
    }
    return Array.from({ length: shape.outputs }, () => random() / shape.outputs);
  }

  for (let tree = 0; tree < shape.trees; tree++) addTree(shape.leaves);
  return builder.build();
}

/** `count` rows whose values lie among the thresholds, on them, or are missing. */
export function randomRows(shape: ForestShape, count: number): Float64Array {
  const random = mulberry32(~shape.seed);
  return Float64Array.from({ length: count * shape.features }, () =>
    random() < shape.missingShare / 2
      ? NaN
      : Math.floor((random() * shape.levels + 1) * 2) / 4 - 0.25,
  );
}

/** Numbers from 0 to 1 (exclusive); Tommy Ettinger's mulberry32. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
