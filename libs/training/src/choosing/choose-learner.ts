/**
 * Chooses between learners and their options on training rows alone: every candidate answers for rows that it was not
 * fitted on, in the same folds, and the mean loss of those answers decides.
 */
import type { Fold } from '@lambda-forest/data';

import type { FoldResult } from '../cross-validate.ts';
import type { PreparedEngine } from '../engine.ts';
import { countSteps } from '../learner-options.ts';
import type { LearnerOptions } from '../learner-options.ts';
import { fitFold, validated } from './fold-fits.ts';
import type { FoldFit, Validated } from './fold-fits.ts';
import { comparePaired, weightedMean } from './paired-losses.ts';
import type { PairedLosses } from './paired-losses.ts';

export interface ChooseRequest {
  /** Shared by all candidates. */
  readonly prepared: PreparedEngine;
  readonly folds: readonly Fold[];
  /** At least one, the simplest first; those of boosting with the most rounds as `maxIter`. */
  readonly candidates: readonly LearnerOptions[];
  /** Boosting stops after this many rounds that do not lower the loss. Absent: it never stops. */
  readonly patience?: number | undefined;
  /** The loss of each of some rows, by their answers. */
  readonly lossOf: (rows: Uint32Array, scores: Float64Array) => Float64Array;
  /** Length rowCount: how much each row's loss counts. Absent if all count the same. */
  readonly weights?: Float64Array | undefined;
  /** Called after each tree, or round, with how many are finished, and how many are grown at most. */
  readonly onTree?: (finished: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** What became of a candidate. The loss is the mean of the held-out rows of `folds` folds. */
export interface Comparison extends PairedLosses {
  /** Of boosting with the best number of rounds as `maxIter`. */
  readonly options: LearnerOptions;
  readonly folds: number;
  readonly loss: number;
}

export interface Choice {
  /**
   * In the order of the candidates; `difference` is that to the chosen one, on the rows that both answered for: 0 for
   * itself, below 0 where it won by being simpler.
   */
  readonly comparisons: readonly Comparison[];
  /** Index of the chosen one. */
  readonly chosen: number;
  /** Its answers for every fold. */
  readonly folds: readonly FoldResult[];
}

/** So many held-out rows are enough to find the best candidate of each learner, which alone goes on to all folds. */
const FIRST_ROWS = 2_000;

/**
 * In two rounds: all candidates on as many folds as hold out 2,000 rows, then the best of each learner on all folds. In
 * both, of candidates within one standard error of the lowest loss, the simplest wins.
 *
 * The loss of the chosen one is a little too low: it is the lowest of several, and so is its number of rounds.
 *
 * @throws {TrainingCancelledError} once `signal` is aborted
 */
export async function chooseLearner(request: ChooseRequest): Promise<Choice> {
  const { folds, candidates } = request;
  const first = candidates.length === 1 ? folds.length : firstFolds(folds);
  const grow = grower(request, first);
  let runs: Run[] = [];
  for (const options of candidates) runs.push(await grow({ options, fits: [] }, first));
  const finalists = new Set(
    [...Map.groupBy(runs.keys(), (index) => candidates[index]!.learner).values()].map(
      (indices) => indices[simplest(indices.map((index) => runs[index]!))]!,
    ),
  );
  const finished: Run[] = [];
  for (const [index, run] of runs.entries()) {
    finished.push(finalists.has(index) ? await grow(run, folds.length) : run);
  }
  runs = finished;
  const last = [...finalists].sort((a, b) => a - b);
  const chosen = last[simplest(last.map((index) => runs[index]!))]!;
  return {
    comparisons: runs.map((run) => ({
      options: run.validated.options,
      folds: run.fits.length,
      loss: weightedMean(run.losses, run.weights),
      ...compare(run, runs[chosen]!),
    })),
    chosen,
    folds: runs[chosen]!.validated.folds,
  };
}

interface Start {
  readonly options: LearnerOptions;
  readonly fits: readonly FoldFit[];
}

interface Run extends Start {
  readonly validated: Validated;
  /** Of the held-out rows, fold after fold. */
  readonly losses: Float64Array;
  /** Of the same rows. */
  readonly weights: Float64Array | undefined;
}

function firstFolds(folds: readonly Fold[]): number {
  let rows = 0;
  const enough = folds.findIndex(({ validation }) => (rows += validation.length) >= FIRST_ROWS);
  return enough === -1 ? folds.length : enough + 1;
}

/** Fits a candidate on further folds, until it has `count`, and judges it by all. */
function grower(request: ChooseRequest, first: number) {
  const { prepared, folds, candidates, lossOf, weights, onTree, signal, patience } = request;
  const most = candidates.map(countSteps);
  const learners = Map.groupBy(candidates, ({ learner }) => learner).values();
  const finals = [...learners].map((ofOne) => Math.max(...ofOne.map(countSteps)));
  const total = sum(most) * first + sum(finals) * (folds.length - first);
  let finished = 0;
  return async ({ options, fits }: Start, count: number): Promise<Run> => {
    const all = [...fits];
    for (let fold = fits.length; fold < count; fold++) {
      const fit = await fitFold(prepared, fold, folds[fold]!, options, {
        onTree: (trees) => onTree?.(finished + trees, total),
        signal,
        patience: options.learner === 'boosting' ? patience : undefined,
      });
      all.push(fit);
      finished += countSteps(options);
      onTree?.(finished, total);
    }
    const found = validated(options, all);
    const rows = Uint32Array.from(found.folds.flatMap(({ validation }) => [...validation]));
    return {
      options,
      fits: all,
      validated: found,
      losses: Float64Array.from(
        found.folds.flatMap(({ validation, scores }) => [...lossOf(validation, scores)]),
      ),
      weights: weights && Float64Array.from(rows, (row) => weights[row]!),
    };
  };
}

/** Index of the first that is within one standard error of the lowest loss. @param runs of the same rows */
function simplest(runs: readonly Run[]): number {
  const losses = runs.map((run) => weightedMean(run.losses, run.weights));
  const lowest = runs[losses.indexOf(Math.min(...losses))]!;
  return runs.findIndex((run) => {
    const { difference, standardError } = compare(run, lowest);
    return run === lowest || difference <= standardError;
  });
}

/** On the rows that both answered for: folds come in the same order. */
function compare(run: Run, other: Run): PairedLosses {
  const rows = Math.min(run.losses.length, other.losses.length);
  return comparePaired(
    run.losses.subarray(0, rows),
    other.losses.subarray(0, rows),
    run.weights?.subarray(0, rows),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
