import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import type { YdfAnswer } from './answer.ts';
import { regressorLeaf } from './boosting.ts';
import type { ForestHeader, Node } from './messages.ts';

/**
 * The mean of the trees' answers; of classes, each tree votes for one, or gives all of them their shares.
 *
 * @throws {ForeignModelError} for a task that is neither classification nor regression
 */
export function randomForest(
  { winnerTakesAll = 1 }: ForestHeader,
  task: string,
  classes: number,
): YdfAnswer {
  const combination = { aggregation: 'mean', roundsInputs: true } as const;
  if (task === 'REGRESSION') {
    const objective = 'RANDOM_FOREST REGRESSION';
    return {
      task: 'regression',
      objective,
      combination,
      base: [],
      scores: 1,
      leafOf: regressorLeaf,
    };
  }
  if (task !== 'CLASSIFICATION') {
    throw new ForeignModelError(
      `Found a random forest of YDF for the task ${task}, expected CLASSIFICATION or REGRESSION.`,
      'Train it for one of these.',
    );
  }
  const leafOf = winnerTakesAll === 1 ? voteOf : sharesOf;
  const objective = `RANDOM_FOREST CLASSIFICATION${winnerTakesAll === 1 ? ', votes' : ''}`;
  return {
    task: 'classification',
    objective,
    combination,
    base: [],
    scores: 1,
    leafOf: (node, where) => leafOf(node, where, classes),
  };
}

/** Class c has the number c + 1: 0 is what is not in the dictionary. */
function voteOf({ classifier }: Node, where: string, classes: number): number[] {
  const top = (classifier?.top ?? 0) - 1;
  if (!(top >= 0 && top < classes)) {
    throw damaged(`Found a leaf of ${where} for class ${top}, expected 0 to ${classes - 1}.`);
  }
  return Array.from({ length: classes }, (_, k) => (k === top ? 1 : 0));
}

function sharesOf({ classifier }: Node, where: string, classes: number): number[] {
  const counts = classifier?.distribution?.counts.slice(1) ?? [];
  const sum = counts.reduce((total, count) => total + count, 0);
  if (counts.length !== classes || !(sum > 0 && sum < Infinity) || counts.some((c) => !(c >= 0))) {
    throw damaged(
      `Found a leaf of ${where} without the counts of ${count(classes, 'class', 'classes')}.`,
    );
  }
  return counts.map((count) => count / sum);
}
