import type { Fold } from '@lambda-forest/data';
import { firstTrees, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import type { FoldResult } from '../cross-validate.ts';
import type { PreparedEngine } from '../engine.ts';
import type { LearnerOptions } from '../learner-options.ts';
import { predictRows } from '../predict-rows.ts';

/** What was fitted without a fold's held-out rows. */
export interface FoldFit {
  /** Its index, from 0. */
  readonly fold: number;
  /** The held-out rows: indices into the dataset. */
  readonly validation: Uint32Array;
  /** Of the held-out rows; after so many rounds of boosting. The last answers are kept. */
  readonly answers: (rounds: number | undefined) => Float64Array;
  /** Of boosting: the mean loss of the held-out rows before the first round and after each. */
  readonly heldOutLosses: readonly number[] | undefined;
}

export interface FoldFitHooks {
  /** Called after each tree, or round, with how many of this fold's are finished. */
  readonly onTree?: ((finished: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Boosting stops after this many rounds that do not lower the loss of the held-out rows. Absent: never. */
  readonly patience?: number | undefined;
}

/** Fits without the rows that the fold holds out; boosting watches their loss. */
export async function fitFold(
  prepared: PreparedEngine,
  fold: number,
  { train, validation }: Fold,
  options: LearnerOptions,
  { onTree, signal, patience }: FoldFitHooks,
): Promise<FoldFit> {
  const { forest, dataset, heldOutLosses } = await prepared.fit(train, options, {
    onTree,
    signal,
    ...(patience !== undefined && {
      earlyStopping: { heldOut: validation, patience, keepsAll: true },
    }),
  });
  const grown = (heldOutLosses?.length ?? 1) - 1;
  let last: { rounds: number | undefined; scores: Float64Array } | undefined;
  const answers = (rounds: number | undefined) => {
    if (last === undefined || last.rounds !== rounds) {
      const kept = rounds === undefined ? forest : firstRounds(forest, rounds, grown);
      last = { rounds, scores: predictRows(kept, dataset, validation) };
    }
    return last.scores;
  };
  return { fold, validation, answers, heldOutLosses };
}

/** The answers of a candidate for rows that it had not seen. */
export interface Validated {
  /** Of boosting with the number of rounds for all folds together. */
  readonly options: LearnerOptions;
  readonly folds: readonly FoldResult[];
}

/**
 * The folds' answers. Boosted folds stop at different rounds; all answer with the same number of them: one for all flatters
 * the losses less than one for each fold.
 */
export function validated(options: LearnerOptions, fits: readonly FoldFit[]): Validated {
  const rounds = options.learner === 'boosting' ? bestRounds(fits) : undefined;
  return {
    options:
      options.learner === 'boosting' && rounds !== undefined
        ? { ...options, maxIter: rounds }
        : options,
    folds: fits.map(({ fold, validation, answers }) => {
      return { fold, validation, scores: answers(rounds) };
    }),
  };
}

/**
 * The mean of the folds' best numbers, by their held-out rows; at least one. Undefined where no losses were watched. (Folds
 * stop at different rounds, after which nothing is known of their losses.)
 */
function bestRounds(fits: readonly FoldFit[]): number | undefined {
  let sum = 0;
  let total = 0;
  for (const { heldOutLosses, validation } of fits) {
    if (heldOutLosses === undefined) return undefined;
    sum += validation.length * heldOutLosses.indexOf(Math.min(...heldOutLosses));
    total += validation.length;
  }
  return Math.max(1, Math.round(sum / total));
}

/** The forest without the trees of later rounds; the whole of one that ended before. */
function firstRounds(forest: Forest, rounds: number, grown: number): Forest {
  return firstTrees(forest, (treeCount(forest) / grown) * rounds);
}
