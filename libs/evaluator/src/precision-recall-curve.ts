import { rankScores } from './binary-scores.ts';
import type { BinaryScores } from './binary-scores.ts';
import { sumOf } from './sums.ts';

/** Points of a precision-recall curve, by rising threshold. */
export interface PrecisionRecallCurve {
  /** Length t + 1: the share of the class among the rows that score at least the threshold. Ends with 1. */
  readonly precision: Float64Array;
  /** Length t + 1: of the class's rows, the share that scores at least the threshold. Ends with 0. */
  readonly recall: Float64Array;
  /** Length t: the distinct scores, ascending. */
  readonly thresholds: Float64Array;
}

/**
 * What each gain in recall costs in precision: scikit-learn's precision_recall_curve. Unlike the ROC curve
 * it stays meaningful if the class is rare.
 *
 * @returns null if no row belongs to the class: then recall has no meaning
 */
export function precisionRecallCurve(rows: BinaryScores): PrecisionRecallCurve | null {
  const { thresholds, truePositives, falsePositives } = rankScores(rows);
  const positives = truePositives.at(-1) ?? 0;
  if (positives === 0) return null;
  const count = thresholds.length;
  const precision = new Float64Array(count + 1).fill(1);
  const recall = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) {
    const from = count - 1 - i; // ranks descend, the curve ascends
    const hits = truePositives[from]!;
    precision[i] = hits / (hits + falsePositives[from]!);
    recall[i] = hits / positives;
  }
  return { precision, recall, thresholds: thresholds.slice().reverse() };
}

/**
 * The curve as one number, 0 to 1: the mean of the precisions, each weighted by the recall that its threshold
 * adds. scikit-learn's average_precision_score; a random model scores the share of the class.
 */
export function averagePrecision({ precision, recall }: PrecisionRecallCurve): number {
  return sumOf(precision.length - 1, (i) => (recall[i]! - recall[i + 1]!) * precision[i]!);
}
