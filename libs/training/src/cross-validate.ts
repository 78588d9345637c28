import type { Fold } from '@lambda-forest/data';

import type { PreparedEngine } from './engine.ts';
import type { LearnerOptions } from './learner-options.ts';
import { predictRows } from './predict-rows.ts';

export interface CrossValidationHooks {
  /** Called after each tree, or round, with the fold's index and how many of its trees are finished. */
  readonly onTree?: ((fold: number, finished: number) => void) | undefined;
  /** Aborting it ends the validation with a TrainingCancelledError. */
  readonly signal?: AbortSignal | undefined;
}

export interface FoldResult {
  /** Its index, from 0. */
  readonly fold: number;
  /** The held-out rows: m indices into the dataset. */
  readonly validation: Uint32Array;
  /** m rows of outputCount numbers, row-major: the answers of the forest that was grown without them. */
  readonly scores: Float64Array;
}

/**
 * Fits once per fold, one after the other, and scores the rows that the fold holds out. Judging the scores
 * is left to the caller: a metric needs only the truth and the scores.
 *
 * @param prepared shared by the folds and the final fit
 * @throws {TrainingCancelledError} once `hooks.signal` is aborted
 */
export async function crossValidate(
  prepared: PreparedEngine,
  folds: readonly Fold[],
  options: LearnerOptions,
  hooks: CrossValidationHooks = {},
): Promise<FoldResult[]> {
  const results: FoldResult[] = [];
  for (const [fold, { train, validation }] of folds.entries()) {
    const { forest, dataset } = await prepared.fit(train, options, {
      onTree: (finished) => hooks.onTree?.(fold, finished),
      signal: hooks.signal,
    });
    results.push({ fold, validation, scores: predictRows(forest, dataset, validation) });
  }
  return results;
}
