import type { BoostingOptions } from './boosting-options.ts';
import type { ForestOptions } from './forest-options.ts';

/** What is fitted, and how. */
export type LearnerOptions = ForestOptions | BoostingOptions;

/** As `--learner` names them. */
export type Learner = LearnerOptions['learner'];

/** How many steps a fit reports: trees, or rounds of all boosted models, which may end early. */
export function countSteps(options: LearnerOptions): number {
  return options.learner === 'forest' ? options.nEstimators : options.maxIter * options.nModels;
}
