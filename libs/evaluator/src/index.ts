export { accuracy, balancedAccuracy } from './accuracy.ts';
export { classBaseline, quantityBaseline } from './baseline.ts';
export type { ClassBaseline, QuantityBaseline } from './baseline.ts';
export { oneVsRest } from './binary-scores.ts';
export type { BinaryScores } from './binary-scores.ts';
export { bootstrapIntervals } from './bootstrap.ts';
export type { BootstrapOptions, Interval } from './bootstrap.ts';
export { brierScore } from './brier-score.ts';
export { calibrationCurve, calibrationError } from './calibration-curve.ts';
export type { CalibrationBin } from './calibration-curve.ts';
export { classificationIntervals } from './classification-intervals.ts';
export type { ClassificationIntervals } from './classification-intervals.ts';
export { classificationReport } from './classification-report.ts';
export { confidences } from './confidence.ts';
export { confusionMatrix } from './confusion-matrix.ts';
export { EvaluationInputError } from './errors.ts';
export { evaluateClassification } from './evaluate-classification.ts';
export type { AveragedMetrics, ClassificationMetrics } from './evaluate-classification.ts';
export { evaluateRegression } from './evaluate-regression.ts';
export type { RegressionMetrics } from './evaluate-regression.ts';
export { logLoss } from './log-loss.ts';
export { mcNemar } from './mcnemar.ts';
export { isImbalanced, rarestClass } from './imbalance.ts';
export { METRIC_NAMES, METRICS, metricOf } from './metric.ts';
export type { Metric, MetricName } from './metric.ts';
export { pairedDifference } from './paired-difference.ts';
export type { PairedDifference } from './paired-difference.ts';
export { averagePrecision, precisionRecallCurve } from './precision-recall-curve.ts';
export type { PrecisionRecallCurve } from './precision-recall-curve.ts';
export { precisionRecallF1 } from './precision-recall-f1.ts';
export type { PrecisionRecallF1 } from './precision-recall-f1.ts';
export { predictedClasses } from './predicted-classes.ts';
export { quantile } from './quantile.ts';
export { r2Score } from './r2-score.ts';
export {
  meanAbsoluteError,
  meanAbsolutePercentageError,
  rootMeanSquaredError,
} from './regression-errors.ts';
export { regressionIntervals } from './regression-intervals.ts';
export type { RegressionIntervals } from './regression-intervals.ts';
export { rocAuc } from './roc-auc.ts';
export type { RocAuc } from './roc-auc.ts';
export { rocCurve } from './roc-curve.ts';
export type { RocCurve } from './roc-curve.ts';
export { brierLosses, logLosses } from './row-losses.ts';
export { wilsonInterval } from './wilson-interval.ts';
export type { ConfidenceInterval, ConfidenceLevel } from './wilson-interval.ts';
