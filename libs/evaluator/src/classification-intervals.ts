import { bootstrapIntervals } from './bootstrap.ts';
import type { BootstrapOptions, Interval } from './bootstrap.ts';
import { predictedClasses } from './predicted-classes.ts';
import { brierLosses, logLosses } from './row-losses.ts';
import { ratio } from './sums.ts';

/** Intervals of a classifier's metrics on other rows of the same kind; null if too few resamples define the metric. */
export interface ClassificationIntervals {
  readonly balancedAccuracy: Interval | null;
  readonly macroF1: Interval | null;
  readonly logLoss: Interval | null;
  readonly brierScore: Interval | null;
  readonly macroRocAuc: Interval | null;
}

/**
 * Bootstrap intervals of the metrics without a formula for one. (The accuracy has a formula: `wilsonInterval`.)
 * Costs about resamples * rows * classes steps.
 *
 * @param truth length n, at least 1: class indices
 * @param scores n rows of classCount probabilities, row-major
 * @throws {EvaluationInputError} for anything else, and as `bootstrapIntervals` does
 */
export function classificationIntervals(
  truth: Int32Array,
  scores: Float64Array,
  classCount: number,
  options: BootstrapOptions,
): ClassificationIntervals {
  const losses = logLosses(truth, scores, classCount);
  const squares = brierLosses(truth, scores, classCount);
  const predicted = predictedClasses(scores, classCount);
  const compared = classCount === 2 ? [1] : Array.from({ length: classCount }, (_, k) => k);
  const orders = compared.map((k) => ascending(scores, classCount, k));
  const confusion = new Float64Array(classCount * classCount);

  const [balancedAccuracy, macroF1, logLoss, brierScore, macroRocAuc] = bootstrapIntervals(
    truth.length,
    (counts) => {
      confusion.fill(0);
      let loss = 0;
      let square = 0;
      for (let row = 0; row < counts.length; row++) {
        const count = counts[row]!;
        confusion[truth[row]! * classCount + predicted[row]!]! += count;
        loss += count * losses[row]!;
        square += count * squares[row]!;
      }
      const areas = compared.map((k, i) => area(truth, scores, classCount, k, orders[i]!, counts));
      return [
        ...averages(confusion, classCount),
        loss / counts.length,
        square / counts.length,
        areas.reduce((sum, one) => sum + one, 0) / areas.length, // NaN if any of them is
      ];
    },
    options,
  );
  return {
    balancedAccuracy: balancedAccuracy ?? null,
    macroF1: macroF1 ?? null,
    logLoss: logLoss ?? null,
    brierScore: brierScore ?? null,
    macroRocAuc: macroRocAuc ?? null,
  };
}

/** Balanced accuracy and macro F1 of a confusion matrix, row-major. */
function averages(confusion: Float64Array, classCount: number): [number, number] {
  let recalls = 0;
  let present = 0;
  let f1 = 0;
  for (let k = 0; k < classCount; k++) {
    let support = 0;
    let predicted = 0;
    for (let j = 0; j < classCount; j++) {
      support += confusion[k * classCount + j]!;
      predicted += confusion[j * classCount + k]!;
    }
    const hits = confusion[k * classCount + k]!;
    if (support > 0) {
      recalls += hits / support;
      present++;
    }
    f1 += ratio(2 * hits, support + predicted);
  }
  return [recalls / present, f1 / classCount];
}

/** Rows by the score of one class, ascending. */
function ascending(scores: Float64Array, classCount: number, k: number): Uint32Array {
  const own = new Float64Array(scores.length / classCount);
  for (let row = 0; row < own.length; row++) own[row] = scores[row * classCount + k]!;
  return Uint32Array.from(own, (_, row) => row).sort((a, b) => own[a]! - own[b]!);
}

/** The area under the ROC curve of rows with multiplicities; NaN if one side has no rows. */
function area(
  truth: Int32Array,
  scores: Float64Array,
  classCount: number,
  positive: number,
  order: Uint32Array,
  counts: Uint32Array,
): number {
  let negativesBelow = 0;
  let halfPairs = 0;
  let positives = 0;
  for (let i = 0; i < order.length;) {
    const score = scores[order[i]! * classCount + positive]!;
    let tiedPositives = 0;
    let tiedNegatives = 0;
    for (; i < order.length && scores[order[i]! * classCount + positive] === score; i++) {
      const row = order[i]!;
      if (truth[row] === positive) tiedPositives += counts[row]!;
      else tiedNegatives += counts[row]!;
    }
    halfPairs += tiedPositives * (2 * negativesBelow + tiedNegatives);
    negativesBelow += tiedNegatives;
    positives += tiedPositives;
  }
  return halfPairs / (2 * positives * negativesBelow); // 0 / 0 if there is nothing to compare
}
