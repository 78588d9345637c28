/**
 * Searches for the options that give the best forest on a table: each candidate is cross-validated on the same
 * folds, and the test rows are not used.
 *
 * ```ts
 * const { best, trials } = await searchOptions({ prepared, folds, base, score, seed: 42, ...DEFAULT_SEARCH });
 * ```
 */
import { seededRandom } from '@lambda-forest/data';
import type { Fold } from '@lambda-forest/data';
import { count, option } from '@lambda-forest/text';

import { crossValidate } from '../cross-validate.ts';
import type { PreparedEngine } from '../engine.ts';
import { TrainingInputError } from '../errors.ts';
import type { ForestOptions } from '../forest-options.ts';
import { DEFAULT_SEARCH_SPACE, drawCandidates } from './search-space.ts';
import type { SearchSpace } from './search-space.ts';

/**
 * `random` gives every candidate all its trees. `halving` starts them with few trees and keeps the best third
 * for three times as many, until the last ones have all trees: more candidates in the same time (K. Jamieson and
 * A. Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", 2016; trees are the
 * resource, as with scikit-learn's HalvingRandomSearchCV(resource="n_estimators")).
 */
type SearchStrategy = 'random' | 'halving';

/** The factor by which each round of halving multiplies the trees and divides the candidates. */
const FACTOR = 3;

export const DEFAULT_SEARCH = {
  strategy: 'halving',
  trials: 20,
  space: DEFAULT_SEARCH_SPACE,
} as const;

export interface SearchRequest {
  /** Shared by all trials. */
  readonly prepared: PreparedEngine;
  readonly folds: readonly Fold[];
  /** The first candidate, and the options that are not in the space. */
  readonly base: ForestOptions;
  readonly space: SearchSpace;
  readonly strategy: SearchStrategy;
  /** Candidates to draw, the base among them. At least 1. */
  readonly trials: number;
  /** Seed of the draw. 0 to 4,294,967,295. */
  readonly seed: number;
  /** Judges a fold's scores; null is not defined. */
  readonly score: (validation: Uint32Array, scores: Float64Array) => number | null;
  /** Whether a higher score is the better one. */
  readonly isHigherBetter: boolean;
  /** Called after each tree with how many are finished, and how many the search grows in all. */
  readonly onTree?: (finished: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** One candidate with the number of trees of its last round. */
export interface Trial {
  readonly options: ForestOptions;
  /** One per fold. */
  readonly scores: readonly number[];
  readonly mean: number;
}

export interface SearchResult {
  /** All candidates, the best first; those with fewer trees come after those with more. */
  readonly trials: readonly Trial[];
  /** The first trial's options. */
  readonly best: ForestOptions;
}

/**
 * The same request gives the same result.
 *
 * @throws {TrainingInputError} if the score of a fold is not defined: nothing can be compared by it
 * @throws {TrainingCancelledError} once `signal` is aborted
 */
export async function searchOptions(request: SearchRequest): Promise<SearchResult> {
  const { base, space, trials, seed, isHigherBetter } = request;
  const sign = isHigherBetter ? 1 : -1;
  let candidates = drawCandidates(space, base, trials, seededRandom(seed));
  const rounds =
    request.strategy === 'random' ? [base.nEstimators] : rungs(base, candidates.length);
  const total = treesInAll(rounds, candidates.length, request.folds.length);

  const finished: Trial[] = [];
  let grown = 0;
  for (const [round, nEstimators] of rounds.entries()) {
    const results: Trial[] = [];
    for (const candidate of candidates) {
      const options = { ...candidate, nEstimators };
      results.push(await run(request, options, (trees) => request.onTree?.(grown + trees, total)));
      grown += nEstimators * request.folds.length;
    }
    results.sort((a, b) => sign * (b.mean - a.mean)); // stable: of equals, the one drawn first
    const promoted = round === rounds.length - 1 ? 0 : survivors(results.length);
    candidates = results.slice(0, promoted).map(({ options }) => options);
    finished.unshift(...results.slice(promoted));
  }
  return { trials: finished, best: finished[0]!.options };
}

async function run(
  { prepared, folds, score, signal }: SearchRequest,
  options: ForestOptions,
  onTrees: (trees: number) => void,
): Promise<Trial> {
  const results = await crossValidate(prepared, folds, options, {
    signal,
    onTree: (fold, trees) => onTrees(fold * options.nEstimators + trees),
  });
  const scores = results.map(({ fold, validation, scores: one }) => {
    const found = score(validation, one);
    if (found === null) throw undefinedFold(fold, validation.length);
    return found;
  });
  return { options, scores, mean: scores.reduce((sum, one) => sum + one, 0) / scores.length };
}

function undefinedFold(fold: number, rows: number): TrainingInputError {
  return new TrainingInputError(
    `Found no defined score of fold ${fold + 1}, which has ${count(rows, 'row')}, expected one to compare options by.`,
    `Use fewer folds (${option('folds')}), or leave the search out.`,
  );
}

/** The trees of each round, ascending to all of them: as many rounds as needed to reduce the candidates to one. */
function rungs({ nEstimators }: ForestOptions, candidates: number): number[] {
  const rounds = [nEstimators];
  for (let left = survivors(candidates); left > 1 && rounds[0]! >= FACTOR; left = survivors(left)) {
    rounds.unshift(Math.floor(rounds[0]! / FACTOR));
  }
  return rounds;
}

function survivors(candidates: number): number {
  return Math.max(1, Math.floor(candidates / FACTOR));
}

function treesInAll(rounds: readonly number[], candidates: number, folds: number): number {
  let left = candidates;
  let trees = 0;
  for (const nEstimators of rounds) {
    trees += left * nEstimators * folds;
    left = survivors(left);
  }
  return trees;
}
