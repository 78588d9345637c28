import { checkClasses, checkScores } from './checks.ts';

/** Rows that either are of a class or are not, with one score each: what a curve is drawn from. */
export interface BinaryScores {
  /** Length n: 1 for a row of the class, 0 for another. */
  readonly isPositive: Uint8Array;
  /** Length n, finite: the higher, the more certain. */
  readonly scores: Float64Array;
}

/**
 * One class against all others.
 *
 * @param truth length n: class indices
 * @param scores n rows of classCount numbers, row-major
 * @throws {EvaluationInputError} for wrong lengths, classes out of range or scores that are not finite
 */
export function oneVsRest(
  truth: Int32Array,
  scores: Float64Array,
  classCount: number,
  positive: number,
): BinaryScores {
  checkClasses('the truth', truth, classCount);
  checkScores(scores, truth.length, classCount);
  const isPositive = Uint8Array.from(truth, (index) => (index === positive ? 1 : 0));
  const own = Float64Array.from(truth, (_, row) => scores[row * classCount + positive]!);
  return { isPositive, scores: own };
}

/** How many rows score at least each distinct score, counted from the highest. All have one length. */
export interface RankedScores {
  /** The distinct scores, descending. */
  readonly thresholds: Float64Array;
  /** Rows of the class that score at least as much. */
  readonly truePositives: Float64Array;
  /** Other rows that score at least as much. */
  readonly falsePositives: Float64Array;
}

/** Sorts once, so that every curve is one pass: O(n log n). */
export function rankScores({ isPositive, scores }: BinaryScores): RankedScores {
  const order = Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[b]! - scores[a]!);
  const thresholds: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  let hits = 0;
  for (let i = 0; i < order.length; i++) {
    const score = scores[order[i]!]!;
    hits += isPositive[order[i]!]!;
    // Equal scores are one step: a threshold cannot tell them apart.
    if (i + 1 < order.length && scores[order[i + 1]!] === score) continue;
    thresholds.push(score);
    truePositives.push(hits);
    falsePositives.push(i + 1 - hits);
  }
  return {
    thresholds: Float64Array.from(thresholds),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
  };
}
