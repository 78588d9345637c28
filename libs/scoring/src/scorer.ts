import { compileForest, predictionInterval } from '@lambda-forest/forest';
import type { Forest, ThresholdTables } from '@lambda-forest/forest';
import { outputCount } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

import { BATCH_ROWS } from './row-batch.ts';

const NO_WIDTH = { offset: 0, factor: 0 };

/** A model ready to answer many rows. */
export interface Scorer {
  readonly outputCount: number;
  /**
   * @param rows n rows of featureCount numbers in original units, row-major; scaled in place if the model scales
   * @returns n rows of outputCount numbers, row-major; only good until the next call
   */
  score(rows: Float64Array): Float64Array;
  /**
   * The lower and the upper end of each row's interval, of a model of quantities that has them.
   *
   * @param rows as `score` has left them
   * @param scores that it answered
   */
  intervals(rows: Float64Array, scores: Float64Array): Float64Array;
}

/**
 * The forest compiled, with the scaling that its rows need.
 *
 * @param thresholds all of the forest's, if they are known
 */
export function createScorer(schema: Schema, forest: Forest, thresholds?: ThresholdTables): Scorer {
  const predictor = compileForest(forest, thresholds);
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
    intervals(rows, scores) {
      const known = schema.task === 'regression' ? schema.target.interval : undefined;
      const width = known ?? NO_WIDTH;
      const ends = new Float64Array(2 * scores.length);
      for (const [row, score] of scores.entries()) {
        const values = rows.subarray(row * features, (row + 1) * features);
        const { lower, upper } = predictionInterval(predictor, width, values, score);
        ends.set([lower, upper], 2 * row);
      }
      return ends;
    },
  };
}
