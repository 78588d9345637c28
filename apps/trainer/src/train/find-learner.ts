import { METRICS } from '@lambda-forest/evaluator';
import { DEFAULT_SEARCH_SPACE, searchOptions } from '@lambda-forest/training';
import type { FoldResult, LearnerOptions } from '@lambda-forest/training';

import { measure } from '../evaluate/metrics.ts';
import { choose } from './choose.ts';
import { comparedLoss } from './compared-loss.ts';
import { forestOptions } from './learner-options.ts';
import type { Stage } from './stage.ts';
import type { Training } from './training.ts';

/** What will be fitted, and the score of each fold by which that was decided. */
interface Found extends Pick<Training, 'choice' | 'search'> {
  readonly learner: LearnerOptions;
  /** Absent after a search. */
  readonly folded?: readonly FoldResult[];
  readonly scores: readonly (number | null)[];
}

/** Searched, chosen, or as the options say; and cross-validated. */
export function findLearner(stage: Stage): Promise<Found> {
  return stage.options.search === 'none' ? validate(stage) : search(stage);
}

/** Cross-validates the learner that the options ask for, or chooses one by that. */
async function validate(stage: Stage): Promise<Found> {
  const { dataset, metric } = stage;
  const { choice, learner } = await choose(stage);
  const { comparisons, folds } = choice;
  return {
    learner,
    folded: folds,
    scores: folds.map(({ validation, scores }) => measure(metric, dataset, validation, scores)),
    ...(comparisons.length > 1 && {
      choice: { ...choice, loss: comparedLoss(dataset.task, stage.options.metric).title },
    }),
  };
}

async function search(stage: Stage): Promise<Found> {
  const { dataset, prepared, folds, options, metric, events, signal } = stage;
  const { trials } = await searchOptions({
    prepared,
    folds,
    base: forestOptions(options, dataset.task),
    space: DEFAULT_SEARCH_SPACE,
    strategy: options.search === 'random' ? 'random' : 'halving',
    trials: options['search-trials'],
    seed: options['random-state'],
    score: (validation, scores) => measure(metric, dataset, validation, scores),
    isHigherBetter: METRICS[metric].isHigherBetter,
    onTree: (done, total) => events.onProgress('Search', done, total),
    signal,
  });
  events.onStageDone('Search');
  const [best] = trials;
  return { learner: best!.options, scores: best!.scores, search: trials };
}
