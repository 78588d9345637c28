import { count } from '@lambda-forest/text';

import type { ModelFacts } from './report-input.ts';

/** What the model is, at the start of a sentence. */
export function learnerWords({ learner, trees }: ModelFacts): string {
  if (learner === 'blend') {
    return `The mean of a random forest and boosted trees, ${count(trees, 'tree')} in all,`;
  }
  return learner === 'forest'
    ? `A random forest of ${count(trees, 'tree')}`
    : `A sum of ${count(trees, 'boosted tree')}`;
}
