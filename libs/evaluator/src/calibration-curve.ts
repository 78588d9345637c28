import { oneVsRest } from './binary-scores.ts';
import type { BinaryScores } from './binary-scores.ts';
import { confidences } from './confidence.ts';
import { EvaluationInputError } from './errors.ts';
import { sumOf } from './sums.ts';

/** One bin of a calibration curve. */
export interface CalibrationBin {
  /** The bin's ends: above `lower` (the first bin: from 0) up to `upper`, inclusive. */
  readonly lower: number;
  readonly upper: number;
  /** Rows in the bin: at least 1. */
  readonly count: number;
  /** Mean of their probabilities. */
  readonly predicted: number;
  /** Share of them that belong to the class. */
  readonly observed: number;
}

/**
 * Whether a probability of 0.8 comes true in 80 of 100 rows: scikit-learn's calibration_curve in bins of equal
 * width. Bins without rows are left out.
 *
 * @param rows scores are probabilities from 0 to 1
 * @param binCount at least 1; default 10
 * @throws {EvaluationInputError} for no rows, or a score that is not a probability
 */
export function calibrationCurve(
  { isPositive, scores }: BinaryScores,
  binCount = 10,
): CalibrationBin[] {
  if (scores.length === 0) {
    throw new EvaluationInputError('Found no rows to calibrate, expected at least one.');
  }
  const sums = new Float64Array(binCount);
  const hits = new Float64Array(binCount);
  const counts = new Float64Array(binCount);
  // As numpy's linspace computes the edges, so that a score on an edge falls on the same side.
  const step = 1 / binCount;
  const edges = Array.from({ length: binCount + 1 }, (_, i) => (i === binCount ? 1 : i * step));
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    if (!(score >= 0 && score <= 1)) {
      throw new EvaluationInputError(
        `Found score ${score} in row ${row}, expected a probability from 0 to 1.`,
      );
    }
    let bin = Math.min(Math.floor(score * binCount), binCount - 1);
    while (bin > 0 && score <= edges[bin]!) bin--;
    while (bin < binCount - 1 && score > edges[bin + 1]!) bin++;
    sums[bin]! += score;
    hits[bin]! += isPositive[row]!;
    counts[bin]!++;
  }
  return Array.from(counts, (count, bin) => ({
    lower: edges[bin]!,
    upper: edges[bin + 1]!,
    count,
    predicted: sums[bin]! / count,
    observed: hits[bin]! / count,
  })).filter(({ count }) => count > 0);
}

/**
 * What a calibration is drawn from: of two classes the second one's probabilities, of more the confidences.
 *
 * Parameters and errors are those of `oneVsRest`.
 */
export function calibratedScores(
  truth: Int32Array,
  scores: Float64Array,
  classCount: number,
): BinaryScores {
  return classCount === 2
    ? oneVsRest(truth, scores, classCount, 1)
    : confidences(truth, scores, classCount);
}

/**
 * The expected calibration error, 0 to 1: how far predicted and observed shares lie apart in the mean, each bin
 * counted as often as it has rows (Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using
 * Bayesian binning", 2015).
 */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const rows = bins.reduce((sum, { count }) => sum + count, 0);
  return (
    sumOf(bins.length, (i) => bins[i]!.count * Math.abs(bins[i]!.predicted - bins[i]!.observed)) /
    rows
  );
}
