import { macroAverage, weightedAverage } from './averages.ts';
import { checkClasses, checkScores } from './checks.ts';

/**
 * Areas under the ROC curve, each 0 to 1 (0.5 is chance), or null if there is no curve: an area compares
 * rows of a class with other rows, and the truth may have only one of the two.
 */
export interface RocAuc {
  /** Length K, in class order: each class against all others. */
  readonly perClass: (number | null)[];
  /** The plain mean; null if any class has no area. */
  readonly macro: number | null;
  /** Weighted by the rows of each class, so that absent classes do not count; null if all rows belong to one class. */
  readonly weighted: number | null;
}

/**
 * One-vs-rest ROC-AUC, equal to scikit-learn's roc_auc_score(multi_class="ovr"), with null for its NaN.
 *
 * Two classes share one curve: the area of the second class's scores, scikit-learn's
 * roc_auc_score(truth, scores[:, 1]), is the value of every field.
 *
 * @param truth length n: class indices
 * @param scores n rows of classCount finite numbers, row-major; only their order within a column matters
 * @throws {EvaluationInputError} for wrong lengths, classes out of range or scores that are not finite
 */
export function rocAuc(truth: Int32Array, scores: Float64Array, classCount: number): RocAuc {
  checkClasses('the truth', truth, classCount);
  checkScores(scores, truth.length, classCount);
  if (classCount === 2) {
    const area = areaOfClass(truth, scores, classCount, 1);
    return { perClass: [area, area], macro: area, weighted: area };
  }
  const perClass = Array.from({ length: classCount }, (_, k) =>
    areaOfClass(truth, scores, classCount, k),
  );
  const support = perClass.map((_, k) => countOf(truth, k));
  const present = perClass.filter((_, k) => support[k]! > 0);
  return {
    perClass,
    macro: perClass.every(isArea) ? macroAverage(perClass) : null,
    weighted: present.every(isArea)
      ? weightedAverage(
          present,
          support.filter((rows) => rows > 0),
        )
      : null,
  };
}

/**
 * The share of (row of the class, other row) pairs in which the row of the class has the higher score; a tie
 * is half a pair. That is the Mann-Whitney statistic, which equals the area under the curve with the tied
 * stretches drawn straight (and mid-ranks for ties).
 *
 * Both sides are sorted, then merged: O(n log n).
 */
function areaOfClass(
  truth: Int32Array,
  scores: Float64Array,
  classCount: number,
  positive: number,
): number | null {
  const positives = new Float64Array(countOf(truth, positive));
  const negatives = new Float64Array(truth.length - positives.length);
  if (positives.length === 0 || negatives.length === 0) return null;
  for (let row = 0, p = 0, n = 0; row < truth.length; row++) {
    const score = scores[row * classCount + positive]!;
    if (truth[row] === positive) positives[p++] = score;
    else negatives[n++] = score;
  }
  positives.sort();
  negatives.sort();

  let below = 0; // negatives with a lower score than the current positive
  let notAbove = 0; // those and the ties
  let halfPairs = 0; // a won pair counts 2, a tie 1: integers, so the count is exact
  for (const score of positives) {
    while (below < negatives.length && negatives[below]! < score) below++;
    while (notAbove < negatives.length && negatives[notAbove]! <= score) notAbove++;
    halfPairs += below + notAbove;
  }
  return halfPairs / (2 * positives.length * negatives.length);
}

function countOf(truth: Int32Array, k: number): number {
  return truth.reduce((count, index) => (index === k ? count + 1 : count), 0);
}

function isArea(area: number | null): area is number {
  return area !== null;
}
