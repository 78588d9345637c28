/**
 * Chooses between learners and their options on training rows alone: every candidate answers for rows that it was not
 * fitted on, in the same folds, and the mean loss of those answers decides.
 */
import type { Fold } from '@lambda-forest/data';

import type { FoldResult } from '../cross-validate.ts';
import type { LearnerOptions } from '../learner-options.ts';
import { blendOf } from './blend-of.ts';
import type { Candidate } from './candidates.ts';
import type { ChooseRequest } from './choose-request.ts';
import { grower, judgeOf } from './grow-runs.ts';
import { weightedMean } from './paired-losses.ts';
import type { PairedLosses } from './paired-losses.ts';
import { race } from './race.ts';
import { compare, isBehind, simplest } from './runs.ts';
import type { Run } from './runs.ts';

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

/** As many as hold out so many rows, but at most `most`. */
function foldsOf(folds: readonly Fold[], enoughRows: number, most: number): number {
  let rows = 0;
  const last = folds.findIndex(({ validation }) => (rows += validation.length) >= enoughRows);
  return Math.min(most, last === -1 ? folds.length : last + 1);
}
