import type { Matrix } from 'ml-matrix';

import { ratio } from './sums.ts';

/** One entry per class, in class order; each array has length K. */
export interface PrecisionRecallF1 {
  /** Of the rows predicted as the class, the share that belongs to it; 0 if it was never predicted. */
  readonly precision: number[];
  /** Of the rows of the class, the share predicted as it; 0 if it does not occur. */
  readonly recall: number[];
  /** The harmonic mean of both; 0 if the class neither occurs nor was predicted. */
  readonly f1: number[];
  /** Rows of the class. */
  readonly support: number[];
}

/**
 * scikit-learn's precision_recall_fscore_support with every class in `labels` and `zero_division=0`.
 *
 * @param confusion as `confusionMatrix` returns it
 */
export function precisionRecallF1(confusion: Matrix): PrecisionRecallF1 {
  const hits = confusion.diagonal();
  const support = confusion.sum('row');
  const predicted = confusion.sum('column');
  return {
    precision: hits.map((hit, k) => ratio(hit, predicted[k]!)),
    recall: hits.map((hit, k) => ratio(hit, support[k]!)),
    // 2PR / (P + R) with both written out: one rounding, and defined even if one of them is not.
    f1: hits.map((hit, k) => ratio(2 * hit, support[k]! + predicted[k]!)),
    support,
  };
}
