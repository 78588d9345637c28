import { r2Score } from './r2-score.ts';
import {
  meanAbsoluteError,
  meanAbsolutePercentageError,
  rootMeanSquaredError,
} from './regression-errors.ts';

/** Every metric of a regressor: plain JSON-safe data. */
export interface RegressionMetrics {
  readonly task: 'regression';
  readonly rowCount: number;
  /** In the target's unit, like `rmse`. */
  readonly mae: number;
  readonly rmse: number;
  /** 1 is perfect; null for a single row or beyond float64's range. */
  readonly r2: number | null;
  /** A share: 0.1 is 10 percent. Huge if a true value is 0. */
  readonly mape: number;
}

/**
 * How good a regressor's predictions are.
 *
 * @param truth length n, at least 1; finite and at most 1e140 on either side of 0
 * @param predictions length n, likewise
 * @throws {EvaluationInputError} for anything else, naming the first bad row
 */
export function evaluateRegression(
  truth: Float64Array,
  predictions: Float64Array,
): RegressionMetrics {
  return {
    task: 'regression',
    rowCount: truth.length,
    mae: meanAbsoluteError(truth, predictions),
    rmse: rootMeanSquaredError(truth, predictions),
    r2: r2Score(truth, predictions),
    mape: meanAbsolutePercentageError(truth, predictions),
  };
}
