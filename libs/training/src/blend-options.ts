import type { BoostingOptions } from './boosting-options.ts';
import type { ForestOptions } from './forest-options.ts';

/** A forest and boosted trees of the same rows, whose mean answers. Only of quantities, and only with the squared error. */
export interface BlendOptions {
  readonly learner: 'blend';
  readonly forest: ForestOptions;
  readonly boosting: BoostingOptions;
}
