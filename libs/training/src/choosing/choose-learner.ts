/**
 * Chooses between learners and their options on training rows alone: every candidate answers for rows that it was not
 * fitted on, in the same folds, and the mean loss of those answers decides.
 */
import type { Fold } from '@lambda-forest/data';

import type { FoldResult } from '../cross-validate.ts';
import type { PreparedEngine } from '../engine.ts';
import { countSteps } from '../learner-options.ts';
import type { LearnerOptions } from '../learner-options.ts';
import { blendOf } from './blend-of.ts';
import type { Candidate } from './candidates.ts';
import { fitFold, validated } from './fold-fits.ts';
import type { FoldFit, Validated } from './fold-fits.ts';
import { comparePaired, weightedMean } from './paired-losses.ts';
import type { PairedLosses } from './paired-losses.ts';

export interface ChooseRequest {
  /** Shared by all candidates. */
  readonly prepared: PreparedEngine;
  readonly folds: readonly Fold[];
  /** At least one; those of boosting with the most rounds as `maxIter`. */
  readonly candidates: readonly Candidate[];
  /** Whether the mean of the best forest and the best boosting is one more candidate: only for quantities. Default: no. */
  readonly blends?: boolean;
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
interface Comparison extends PairedLosses {
  /** Of boosting with the best number of rounds as `maxIter`. */
  readonly options: LearnerOptions;
  readonly folds: number;
  readonly loss: number;
}

export interface Choice {
  /**
   * In the order of the candidates, and the blend last if there is one; `difference` is that to the chosen one, on the
   * rows that both answered for: 0 for itself, below 0 where it won by being simpler.
   */
  readonly comparisons: readonly Comparison[];
  /** Index of the chosen one. */
  readonly chosen: number;
  /** Its answers for every fold. */
  readonly folds: readonly FoldResult[];
}

/** So many held-out rows are enough to find the best candidate of each learner, which alone goes on to all folds. */
const FIRST_ROWS = 900;
/** More folds would not tell candidates much better apart. */
const MOST_FIRST_FOLDS = 3;
/** So many are enough to see that a candidate is far behind. */
const FEWEST_ROWS = 100;
/** A candidate, or the best of a learner, that is so many standard errors behind another does not go on. */
const CLEARLY_WORSE = 2;

/**
 * In two rounds: the candidates of each learner race on as many folds as hold out 900 rows, or on three; then the best
 * of each learner on all folds, and the mean of the two. Whoever is clearly behind does not go on, in the first round
 * from 100 held-out rows. In both, of candidates within one standard error of the lowest loss, the simplest wins.
 *
 * The loss of the chosen one is a little too low: it is the lowest of several, and so is its number of rounds.
 *
 * @throws {TrainingCancelledError} once `signal` is aborted
 */
export async function chooseLearner(request: ChooseRequest): Promise<Choice> {
  const { folds, candidates } = request;
  const isAlone = candidates.length === 1;
  const first = isAlone ? folds.length : foldsOf(folds, FIRST_ROWS, MOST_FIRST_FOLDS);
  const fewest = isAlone ? first : foldsOf(folds, FEWEST_ROWS, first);
  const judge = judgeOf(request);
  const grow = grower(request, first, judge);
  const tried: Run[] = [];
  for (const ofOne of boostingFirst(candidates)) {
    tried.push(...(await race(ofOne, tried, { fewest, most: first, grow })));
  }
  const isAll = ({ fits }: Run) => fits.length === first;
  const runs = candidates.flatMap(
    ({ options }) => tried.find((run) => run.options === options) ?? [],
  );
  const inTime = runs.filter(isAll);
  const leaders = [...Map.groupBy(inTime, ({ options }) => options.learner).values()].map(simplest);
  const finalists: Run[] = [];
  for (const leader of leaders) {
    if (isBehind(leader, leaders)) continue;
    const finalist = await grow(leader, folds.length);
    runs[runs.indexOf(leader)] = finalist;
    finalists.push(finalist);
  }
  const blend = request.blends === true ? blendOf(finalists) : undefined;
  if (blend !== undefined) {
    const run = { ...blend, complexity: 1, ...judge(blend.validated.folds) };
    runs.push(run);
    finalists.push(run);
  }
  const chosen = simplest(finalists);
  return {
    comparisons: runs.map((run) => ({
      options: run.validated.options,
      folds: run.fits.length,
      loss: weightedMean(run.losses, run.weights),
      ...compare(run, chosen),
    })),
    chosen: runs.indexOf(chosen),
    folds: chosen.validated.folds,
  };
}

/** Where boosting wins, as it mostly does, the forests need not be grown for all of the first folds. */
function boostingFirst(candidates: readonly Candidate[]): Candidate[][] {
  const { boosting = [], forest = [] } = Object.groupBy(candidates, (one) => one.options.learner);
  return [boosting, forest];
}

interface Race {
  /** Folds after which a candidate may be left behind, and folds of the others. */
  readonly fewest: number;
  readonly most: number;
  readonly grow: Grow;
}

/**
 * Fits the candidates of a learner on fold after fold, all of them on one before any on the next; who is clearly behind
 * gets no further fold.
 *
 * @param others runs of other learners, on at least as many folds or left behind
 */
async function race(
  candidates: readonly Candidate[],
  others: readonly Run[],
  { fewest, most, grow }: Race,
): Promise<Run[]> {
  const runs = new Map<Candidate, Run>();
  let inRace = candidates;
  for (let count = fewest; count <= most; count++) {
    for (const candidate of inRace) {
      const known = runs.get(candidate);
      if (known === undefined && candidate.isNext === true && isFalling([...runs.values()]))
        continue;
      runs.set(candidate, await grow(known ?? { ...candidate, fits: [] }, count));
    }
    const rivals = [...others, ...runs.values()].filter(({ fits }) => fits.length >= count);
    inRace = inRace.filter((candidate) => {
      const run = runs.get(candidate);
      return run === undefined || !isBehind(run, rivals);
    });
  }
  return [...runs.values()];
}

/** Whether the last run is worse than the one before it. */
function isFalling(runs: readonly Run[]): boolean {
  const [before, last] = runs.slice(-2);
  return before !== undefined && last !== undefined && compare(last, before).difference > 0;
}

/** @param rivals runs of at least the same folds; the run may be one of them */
function isBehind(run: Run, rivals: readonly Run[]): boolean {
  const { difference, standardError } = compare(run, lowestOf(rivals));
  return difference > CLEARLY_WORSE * standardError;
}

interface Start extends Pick<Candidate, 'complexity'> {
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

/** As many as hold out so many rows, but at most `most`. */
function foldsOf(folds: readonly Fold[], enoughRows: number, most: number): number {
  let rows = 0;
  const last = folds.findIndex(({ validation }) => (rows += validation.length) >= enoughRows);
  return Math.min(most, last === -1 ? folds.length : last + 1);
}

/** Fits a candidate on further folds, until it has `count`, and judges it by all. */
type Grow = (start: Start, count: number) => Promise<Run>;

function grower(request: ChooseRequest, first: number, judge: Judge): Grow {
  const { prepared, folds, candidates, onTree, signal, patience } = request;
  const most = candidates.map(({ options }) => countSteps(options));
  const learners = Map.groupBy(candidates.keys(), (index) => candidates[index]!.options.learner);
  const finals = [...learners.values()].map((ofOne) => Math.max(...ofOne.map((i) => most[i]!)));
  const total = sum(most) * first + sum(finals) * (folds.length - first);
  let finished = 0;
  return async ({ options, complexity, fits }, count) => {
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
    return { options, complexity, fits: all, validated: found, ...judge(found.folds) };
  };
}

type Judge = (folds: readonly FoldResult[]) => Pick<Run, 'losses' | 'weights'>;

function judgeOf({ lossOf, weights }: ChooseRequest): Judge {
  return (folds) => {
    const rows = Uint32Array.from(folds.flatMap(({ validation }) => [...validation]));
    return {
      losses: Float64Array.from(
        folds.flatMap(({ validation, scores }) => [...lossOf(validation, scores)]),
      ),
      weights: weights && Float64Array.from(rows, (row) => weights[row]!),
    };
  };
}

/**
 * The best of the least complex candidates among those within one standard error of the lowest loss.
 *
 * @param runs at least one, all of the same rows
 */
function simplest(runs: readonly Run[]): Run {
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
