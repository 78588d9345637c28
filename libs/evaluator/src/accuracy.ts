import type { Matrix } from 'ml-matrix';

import { macroAverage } from './averages.ts';

/** The share of rows whose class was predicted: 0 to 1. `confusion` as `confusionMatrix` returns it. */
export function accuracy(confusion: Matrix): number {
  return confusion.trace() / confusion.sum();
}

/**
 * The mean recall of the classes that occur in the truth: 0 to 1. Unlike the macro recall it leaves absent
 * classes out, as scikit-learn's balanced_accuracy_score does.
 */
export function balancedAccuracy(confusion: Matrix): number {
  const hits = confusion.diagonal();
  const support = confusion.sum('row');
  const recalls = hits.map((hit, k) => hit / support[k]!).filter((_, k) => support[k]! > 0);
  return macroAverage(recalls);
}
