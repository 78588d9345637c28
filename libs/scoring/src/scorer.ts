import { compileForest, treeInterval } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { outputCount } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

import { BATCH_ROWS } from './row-batch.ts';

/** A model ready to answer many rows. */
export interface Scorer {
  readonly outputCount: number;
  /**
   * @param rows n rows of featureCount numbers in original units, row-major; scaled in place if the model scales
   * @returns n rows of outputCount numbers, row-major; only good until the next call
   */
  score(rows: Float64Array): Float64Array;
  /**
   * Where the trees' answers lie, of a forest of quantities with ten trees or more.
   *
   * @param rows as `score` has left them
   * @returns the lower and the upper end for each row
   */
  intervals(rows: Float64Array): Float64Array;
}

/** The forest compiled, with the scaling that its rows need. */
export function createScorer(schema: Schema, forest: Forest): Scorer {
  const predictor = compileForest(forest);
  const outputs = outputCount(schema);
  const { scaling } = schema;
  const features = schema.features.length;
  let answers = new Float64Array(BATCH_ROWS * outputs);
  return {
    outputCount: outputs,
    score(rows) {
      if (scaling !== undefined) {
        const { center, scale } = scaling;
        for (let at = 0; at < rows.length; at++) {
          const feature = at % features;
          rows[at] = (rows[at]! - center[feature]!) / scale[feature]!;
        }
      }
      const length = (rows.length / features) * outputs;
      if (answers.length < length) answers = new Float64Array(length);
      return predictor.predictBatch(rows, answers.subarray(0, length));
    },
    intervals(rows) {
      const ends = new Float64Array((2 * rows.length) / features);
      for (let row = 0; row < ends.length / 2; row++) {
        const { lower, upper } = treeInterval(
          forest,
          rows.subarray(row * features, (row + 1) * features),
        )!;
        ends.set([lower, upper], 2 * row);
      }
      return ends;
    },
  };
}
