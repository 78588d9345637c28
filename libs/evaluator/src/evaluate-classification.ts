import { accuracy, balancedAccuracy } from './accuracy.ts';
import { macroAverage, weightedAverage } from './averages.ts';
import { brierScore } from './brier-score.ts';
import { calibratedScores, calibrationCurve, calibrationError } from './calibration-curve.ts';
import { checkClasses, checkProbabilities } from './checks.ts';
import { confusionMatrix } from './confusion-matrix.ts';
import { logLoss } from './log-loss.ts';
import { precisionRecallF1 } from './precision-recall-f1.ts';
import type { PrecisionRecallF1 } from './precision-recall-f1.ts';
import { predictedClasses } from './predicted-classes.ts';
import { rocAuc } from './roc-auc.ts';
import { wilsonInterval } from './wilson-interval.ts';
import type { ConfidenceInterval } from './wilson-interval.ts';

/** Every metric of a classifier: plain JSON-safe data. Arrays have one entry per class, in class order. */
export interface ClassificationMetrics {
  readonly task: 'classification';
  readonly rowCount: number;
  readonly classes: string[];
  readonly accuracy: number;
  /** The 95 % confidence interval of the accuracy. */
  readonly accuracyInterval: ConfidenceInterval;
  readonly balancedAccuracy: number;
  readonly logLoss: number;
  /** 0 to 1 with two classes, 0 to 2 with more, if rows sum to 1. */
  readonly brierScore: number;
  /** Expected calibration error, 0 to 1, in ten bins: of the second of two classes, of the chosen one of more. */
  readonly calibrationError: number;
  readonly perClass: PrecisionRecallF1 & { readonly rocAuc: (number | null)[] };
  /** Every class counts the same. */
  readonly macro: AveragedMetrics;
  /** Every class counts as often as it occurs. */
  readonly weighted: AveragedMetrics;
  /** K rows of K counts: row i, column j is how many rows of class i were predicted as class j. */
  readonly confusionMatrix: number[][];
}

interface AveragedMetrics {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** null if the truth has no rows to compare: see `RocAuc`. */
  readonly rocAuc: number | null;
}

/**
 * How good a classifier's scores are. A row's predicted class is its largest score, the first of equals.
 *
 * ```ts
 * const metrics = evaluateClassification(truth, scores, ['setosa', 'versicolor', 'virginica']);
 * metrics.macro.f1; // 0.97
 * ```
 *
 * @param truth length n, at least 1: indices into `classes`
 * @param scores n rows of K probabilities, row-major
 * @param classes the K labels, at least 2
 * @throws {EvaluationInputError} for anything else, naming the first bad row
 */
export function evaluateClassification(
  truth: Int32Array,
  scores: Float64Array,
  classes: readonly string[],
): ClassificationMetrics {
  const classCount = classes.length;
  // Checked first, so that the message is about what the caller passed and not about what is derived from it below.
  checkClasses('the truth', truth, classCount);
  checkProbabilities(scores, truth.length, classCount);

  const confusion = confusionMatrix(truth, predictedClasses(scores, classCount), classCount);
  const perClass = precisionRecallF1(confusion);
  const areas = rocAuc(truth, scores, classCount);
  const averaged = (average: (values: readonly number[]) => number) => ({
    precision: average(perClass.precision),
    recall: average(perClass.recall),
    f1: average(perClass.f1),
  });
  return {
    task: 'classification',
    rowCount: truth.length,
    classes: [...classes],
    accuracy: accuracy(confusion),
    accuracyInterval: wilsonInterval(confusion.trace(), truth.length),
    balancedAccuracy: balancedAccuracy(confusion),
    logLoss: logLoss(truth, scores, classCount),
    brierScore: brierScore(truth, scores, classCount),
    calibrationError: calibrationError(
      calibrationCurve(calibratedScores(truth, scores, classCount)),
    ),
    perClass: { ...perClass, rocAuc: areas.perClass },
    macro: { ...averaged(macroAverage), rocAuc: areas.macro },
    weighted: {
      ...averaged((values) => weightedAverage(values, perClass.support)),
      rocAuc: areas.weighted,
    },
    confusionMatrix: confusion.to2DArray(),
  };
}
