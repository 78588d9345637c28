import { rankScores } from './binary-scores.ts';
import type { BinaryScores } from './binary-scores.ts';

/** Points of a ROC curve from (0, 0) to (1, 1). All arrays have one length, at least 2. */
export interface RocCurve {
  /** Share of the other rows that score at least the threshold, ascending. */
  readonly falsePositiveRate: Float64Array;
  /** Share of the class's rows that score at least the threshold, ascending. */
  readonly truePositiveRate: Float64Array;
  /** Descending: Infinity, which no score reaches, and then each distinct score. */
  readonly thresholds: Float64Array;
}

/**
 * The share of a class's rows that are found, and of other rows that are mistaken for them, at every threshold:
 * scikit-learn's roc_curve with `drop_intermediate=False`.
 *
 * @returns null if all rows belong to the class, or none: then there is no curve
 */
export function rocCurve(rows: BinaryScores): RocCurve | null {
  const { thresholds, truePositives, falsePositives } = rankScores(rows);
  const positives = truePositives.at(-1) ?? 0;
  const negatives = falsePositives.at(-1) ?? 0;
  if (positives === 0 || negatives === 0) return null;
  return {
    falsePositiveRate: after(
      0,
      falsePositives.map((count) => count / negatives),
    ),
    truePositiveRate: after(
      0,
      truePositives.map((count) => count / positives),
    ),
    thresholds: after(Infinity, thresholds),
  };
}

function after(first: number, rest: Float64Array): Float64Array {
  const all = new Float64Array(rest.length + 1);
  all[0] = first;
  all.set(rest, 1);
  return all;
}
