import type { BlendOptions } from './blend-options.ts';
import type { BoostingOptions } from './boosting-options.ts';
import type { ForestOptions } from './forest-options.ts';

/** What is fitted, and how. */
export type LearnerOptions = SingleOptions | BlendOptions;

export type SingleOptions = ForestOptions | BoostingOptions;

/** As they are named in what a model remembers. */
export type Learner = LearnerOptions['learner'];

/** How many steps a fit reports: trees, and rounds of all boosted models, which may end early. */
export function countSteps(options: LearnerOptions): number {
  if (options.learner === 'forest') return options.nEstimators;
  if (options.learner === 'boosting') return options.maxIter * options.nModels;
  return countSteps(options.forest) + countSteps(options.boosting);
}
