import type { ForestOptions } from '../forest-options.ts';
import type { LearnerOptions } from '../learner-options.ts';

/** Rounds of boosting that may pass without a lower loss. */
export const PATIENCE = 30;

/** With early stopping. */
export const MOST_ROUNDS = 1_000;

/**
 * What `auto` compares, the simplest first.
 *
 * @param forest the defaults, with what holds for every learner
 */
export function defaultCandidates(forest: ForestOptions): LearnerOptions[] {
  return [forest];
}
