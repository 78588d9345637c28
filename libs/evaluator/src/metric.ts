import { accuracy, balancedAccuracy } from './accuracy.ts';
import { macroAverage } from './averages.ts';
import { oneVsRest } from './binary-scores.ts';
import { brierScore } from './brier-score.ts';
import { confusionMatrix } from './confusion-matrix.ts';
import { logLoss } from './log-loss.ts';
import { averagePrecision, precisionRecallCurve } from './precision-recall-curve.ts';
import { precisionRecallF1 } from './precision-recall-f1.ts';
import { predictedClasses } from './predicted-classes.ts';
import { r2Score } from './r2-score.ts';
import {
  meanAbsoluteError,
  meanAbsolutePercentageError,
  rootMeanSquaredError,
} from './regression-errors.ts';
import { rocAuc } from './roc-auc.ts';

/** One number that models are judged by. */
export interface Metric {
  readonly task: 'classification' | 'regression';
  /** In a sentence, such as `log-loss`. */
  readonly title: string;
  /** Whether more is better; of an error or a loss, less is. */
  readonly isHigherBetter: boolean;
}

const forClasses = { task: 'classification' } as const;
const forQuantities = { task: 'regression' } as const;

/** Every metric by its name: scikit-learn's, without the `neg_` of its errors. */
export const METRICS = {
  accuracy: { ...forClasses, title: 'accuracy', isHigherBetter: true },
  balanced_accuracy: { ...forClasses, title: 'balanced accuracy', isHigherBetter: true },
  f1_macro: { ...forClasses, title: 'macro F1', isHigherBetter: true },
  log_loss: { ...forClasses, title: 'log-loss', isHigherBetter: false },
  brier_score: { ...forClasses, title: 'Brier score', isHigherBetter: false },
  roc_auc: { ...forClasses, title: 'ROC-AUC', isHigherBetter: true },
  average_precision: { ...forClasses, title: 'average precision', isHigherBetter: true },
  r2: { ...forQuantities, title: 'R2', isHigherBetter: true },
  rmse: { ...forQuantities, title: 'RMSE', isHigherBetter: false },
  mae: { ...forQuantities, title: 'MAE', isHigherBetter: false },
  mape: { ...forQuantities, title: 'MAPE', isHigherBetter: false },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;

export const METRIC_NAMES = Object.keys(METRICS) as MetricName[];

type Measure = (truth: ArrayLike<number>, scores: Float64Array, outputs: number) => number | null;

const MEASURES: Readonly<Record<MetricName, Measure>> = {
  accuracy: (...given) => accuracy(confusion(...given)),
  balanced_accuracy: (...given) => balancedAccuracy(confusion(...given)),
  f1_macro: (...given) => macroAverage(precisionRecallF1(confusion(...given)).f1),
  log_loss: (truth, ...rest) => logLoss(Int32Array.from(truth), ...rest),
  brier_score: (truth, ...rest) => brierScore(Int32Array.from(truth), ...rest),
  roc_auc: (truth, ...rest) => rocAuc(Int32Array.from(truth), ...rest).macro,
  average_precision: macroAveragePrecision,
  r2: (truth, predictions) => r2Score(Float64Array.from(truth), predictions),
  rmse: (truth, predictions) => rootMeanSquaredError(Float64Array.from(truth), predictions),
  mae: (truth, predictions) => meanAbsoluteError(Float64Array.from(truth), predictions),
  mape: (truth, predictions) => meanAbsolutePercentageError(Float64Array.from(truth), predictions),
};

/**
 * One metric of a model's scores, as scikit-learn computes it.
 *
 * With three classes or more, ROC-AUC and average precision are plain means over the classes, each against all others;
 * with two they are those of the second class.
 *
 * @param truth length n, at least 1: class indices, or quantities
 * @param scores n rows of `outputs` numbers, row-major: probabilities, or one prediction
 * @param outputs classes, or 1 for a quantity
 * @returns null where it is not defined, such as R2 for one row, or ROC-AUC where the truth lacks a class
 * @throws {EvaluationInputError} for anything else
 */
export function metricOf(
  name: MetricName,
  truth: ArrayLike<number>,
  scores: Float64Array,
  outputs: number,
): number | null {
  return MEASURES[name](truth, scores, outputs);
}

function confusion(truth: ArrayLike<number>, scores: Float64Array, classCount: number) {
  return confusionMatrix(Int32Array.from(truth), predictedClasses(scores, classCount), classCount);
}

function macroAveragePrecision(
  given: ArrayLike<number>,
  scores: Float64Array,
  classCount: number,
): number | null {
  const truth = Int32Array.from(given);
  const classes = classCount === 2 ? [1] : Array.from({ length: classCount }, (_, k) => k);
  const each = classes.map((k) => precisionRecallCurve(oneVsRest(truth, scores, classCount, k)));
  const curves = each.filter((curve) => curve !== null);
  return curves.length < each.length ? null : macroAverage(curves.map(averagePrecision));
}
