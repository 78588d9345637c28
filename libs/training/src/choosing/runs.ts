/** What is known of a candidate so far, and which of some is the best. */
import type { LearnerOptions } from '../learner-options.ts';
import type { Candidate } from './candidates.ts';
import type { FoldFit, Validated } from './fold-fits.ts';
import { comparePaired } from './paired-losses.ts';
import type { PairedLosses } from './paired-losses.ts';

/** A candidate, or the best of a learner, that is so many standard errors behind another does not go on. */
const CLEARLY_WORSE = 2;

export interface Start extends Pick<Candidate, 'complexity'> {
  readonly options: LearnerOptions;
  readonly fits: readonly FoldFit[];
}

export interface Run extends Start {
  readonly validated: Validated;
  /** Of the held-out rows, fold after fold. */
  readonly losses: Float64Array;
  /** Of the same rows. */
  readonly weights: Float64Array | undefined;
}

/** @param rivals runs of at least the same folds; the run may be one of them */
export function isBehind(run: Run, rivals: readonly Run[]): boolean {
  const { difference, standardError } = compare(run, lowestOf(rivals));
  return difference > CLEARLY_WORSE * standardError;
}

/**
 * The best of the least complex candidates among those within one standard error of the lowest loss.
 *
 * @param runs at least one, all of the same rows
 */
export function simplest(runs: readonly Run[]): Run {
  const lowest = lowestOf(runs);
  const asGood = runs.filter((run) => {
    const { difference, standardError } = compare(run, lowest);
    return run === lowest || difference <= standardError;
  });
  const least = Math.min(...asGood.map(({ complexity }) => complexity));
  return lowestOf(asGood.filter(({ complexity }) => complexity === least));
}

/** On the rows that all of them answered for. */
function lowestOf(runs: readonly Run[]): Run {
  return runs.reduce((lowest, run) => (compare(run, lowest).difference < 0 ? run : lowest));
}

/** On the rows that both answered for: folds come in the same order. */
export function compare(run: Run, other: Run): PairedLosses {
  const rows = Math.min(run.losses.length, other.losses.length);
  return comparePaired(
    run.losses.subarray(0, rows),
    other.losses.subarray(0, rows),
    run.weights?.subarray(0, rows),
  );
}
