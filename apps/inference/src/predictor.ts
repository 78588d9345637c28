import type { Prediction } from '@lambda-forest/api';
import { argMax, predictionInterval } from '@lambda-forest/forest';
import type { RowPredictor } from '@lambda-forest/forest';
import { INTERVAL_LEVEL, scaleRow } from '@lambda-forest/schema';
import type { Model } from '@lambda-forest/serializer';

/** What answers a row: a model, and its forest compiled. */
export interface Answering extends Model {
  readonly predictor: RowPredictor;
}

/**
 * The forest's answer for a row, scaled first if the model says so.
 *
 * @param row in original units, length featureCount; is overwritten if the model scales
 */
export function predict({ schema, predictor }: Answering, row: Float64Array): Prediction {
  if (schema.scaling) scaleRow(schema.scaling, row);
  const answer = predictor.predictRow(row);
  if (schema.task === 'regression') {
    const prediction = answer[0]!;
    const { interval: width } = schema.target;
    if (width === undefined) return { prediction };
    const interval = predictionInterval(predictor, width, row, prediction);
    return { prediction, interval: { ...interval, level: INTERVAL_LEVEL } };
  }
  const prediction = argMax(answer);
  const probabilities: number[] = []; // Array.from takes ten times as long
  for (const probability of answer) probabilities.push(probability);
  return { prediction, class_name: schema.target.classes[prediction]!, probabilities };
}
