export { accuracy, balancedAccuracy } from './accuracy.ts';
export { brierScore } from './brier-score.ts';
export { classificationReport } from './classification-report.ts';
export { confusionMatrix } from './confusion-matrix.ts';
export { EvaluationInputError } from './errors.ts';
export { evaluateClassification } from './evaluate-classification.ts';
export type { AveragedMetrics, ClassificationMetrics } from './evaluate-classification.ts';
export { evaluateRegression } from './evaluate-regression.ts';
export type { RegressionMetrics } from './evaluate-regression.ts';
export { logLoss } from './log-loss.ts';
export { precisionRecallF1 } from './precision-recall-f1.ts';
export type { PrecisionRecallF1 } from './precision-recall-f1.ts';
export { predictedClasses } from './predicted-classes.ts';
export { r2Score } from './r2-score.ts';
export {
  meanAbsoluteError,
  meanAbsolutePercentageError,
  rootMeanSquaredError,
} from './regression-errors.ts';
export { rocAuc } from './roc-auc.ts';
export type { RocAuc } from './roc-auc.ts';
export { wilsonInterval } from './wilson-interval.ts';
export type { ConfidenceInterval, ConfidenceLevel } from './wilson-interval.ts';
