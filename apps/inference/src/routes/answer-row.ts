import type { Prediction, RangeWarning } from '@lambda-forest/api';
import type { FieldIssues } from '@lambda-forest/api/reading';

import { predict } from '../predictor.ts';
import type { Call } from './route.ts';

export interface AnsweredRow {
  readonly prediction: Prediction;
  readonly warnings: readonly RangeWarning[];
}

/**
 * Answers rows one after another, as every route does it: read, compare with the training range, predict, count.
 *
 * @returns takes a row's values and their place in the body; answers nothing once there are issues
 */
export function rowAnswerer({
  model,
  observation,
}: Call): (values: unknown, pointer: string, issues: FieldIssues) => AnsweredRow | undefined {
  const row = new Float64Array(model.schema.features.length);
  return (values, pointer, issues) => {
    model.reader.read(values, row, issues, pointer);
    if (issues.total > 0) return undefined;
    const warnings = model.range.warnings(row);
    const prediction = predict(model, row);
    observation.addPrediction(prediction, warnings);
    return { prediction, warnings };
  };
}
