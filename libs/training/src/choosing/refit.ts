import type { BoostingOptions } from '../boosting-options.ts';
import type { ForestOptions } from '../forest-options.ts';
import type { LearnerOptions } from '../learner-options.ts';

/** The refit is the mean of at most so many models. */
const MOST_MODELS = 3;
/** It has at most about so many trees. */
const REFIT_TREES = 2_400;

/** A forest has at most so many trees. */
const FOREST_TREES = 300;
/** More than it was compared with only while trees times rows are at most so many: the file grows with both. */
const FOREST_TREE_ROWS = 300_000;

/** What is fitted to all training rows. */
interface Refit {
  /** Trees that a round of boosting adds. */
  readonly outputs: number;
  /** Of the training. */
  readonly rows: number;
}

/**
 * Several models that drew other rows and features, or a larger forest, whose mean answers: what each of them makes of chance
 * is not the same, and cancels out (L. Breiman, "Bagging predictors", 1996). It needs no further held-out rows.
 *
 * @param options with the best number of rounds
 */
export function refined(options: LearnerOptions, { outputs, rows }: Refit): LearnerOptions {
  if (options.learner === 'forest') return enlarged(options, rows);
  if (options.learner === 'boosting') return averaged(options, outputs);
  return { ...options, boosting: averaged(options.boosting, outputs) };
}

function enlarged(options: ForestOptions, rows: number): ForestOptions {
  const most = Math.min(FOREST_TREES, Math.floor(FOREST_TREE_ROWS / rows));
  return { ...options, nEstimators: Math.max(options.nEstimators, most) };
}

function averaged(options: BoostingOptions, outputs: number): BoostingOptions {
  const most = Math.floor(REFIT_TREES / (options.maxIter * outputs));
  return { ...options, nModels: Math.min(MOST_MODELS, Math.max(1, most)) };
}
