import type { Link } from '@lambda-forest/forest';
import { count, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import type { YdfAnswer } from './answer.ts';
import { LOSSES } from './messages.ts';
import type { BoostingHeader, Node } from './messages.ts';

type Loss = (typeof LOSSES)[number];

/** From the sum to what YDF predicts (PredictImpl in gradient_boosted_trees.cc). */
const LINKS: Readonly<Partial<Record<Loss, Link['kind']>>> = {
  BINOMIAL_LOG_LIKELIHOOD: 'binary-logistic',
  BINARY_FOCAL_LOSS: 'binary-logistic',
  MULTINOMIAL_LOG_LIKELIHOOD: 'softmax',
  SQUARED_ERROR: 'identity',
  MEAN_AVERAGE_ERROR: 'identity',
  LAMBDA_MART_NDCG: 'identity',
  LAMBDA_MART_NDCG5: 'identity',
  XE_NDCG_MART: 'identity',
  COX_PROPORTIONAL_HAZARD: 'identity', // the logarithm of the hazard
  POISSON: 'exp',
};

/**
 * Sums in float32, and what was predicted before the first tree.
 *
 * @param classes of the label; 0 of a quantity
 * @throws {ForeignModelError}
 */
export function boosting(
  {
    loss: number = 0,
    initialPredictions,
    treesPerIteration: scores = 1,
    outputsLogits,
  }: BoostingHeader,
  task: string,
  classes: number,
): YdfAnswer {
  const loss = LOSSES[number];
  const link = loss && LINKS[loss];
  if (loss === undefined || link === undefined) {
    throw new ForeignModelError(
      `Found the YDF loss ${quote(loss ?? String(number))}, expected one of ${Object.keys(LINKS).join(', ')}.`,
      'Train it with one of these losses.',
    );
  }
  const isClassifier = link === 'binary-logistic' || link === 'softmax';
  if (isClassifier !== (task === 'CLASSIFICATION')) {
    throw damaged(`Found the loss ${loss} for the task ${task}.`);
  }
  const expected = link === 'softmax' ? classes : 1;
  if (scores !== expected || (link === 'binary-logistic' && classes !== 2)) {
    throw damaged(
      `Found ${count(scores, 'tree')} an iteration for ${loss} and ${count(classes, 'class', 'classes')}.`,
    );
  }
  if (initialPredictions.length !== scores || !initialPredictions.every(Number.isFinite)) {
    throw damaged(
      `Found ${count(initialPredictions.length, 'initial prediction')}, expected ${count(scores, 'number')}.`,
    );
  }
  if (outputsLogits === 1 && link !== 'identity') {
    throw new ForeignModelError(
      'Found boosted trees that answer with scores before the link (apply_link_function=False), expected probabilities or quantities.',
      'Train it with apply_link_function=True.',
    );
  }
  const isZero = initialPredictions.every((prediction) => prediction === 0);
  return {
    task: isClassifier ? 'classification' : 'regression',
    objective: `GRADIENT_BOOSTED_TREES ${loss}`,
    combination: {
      aggregation: 'sum',
      link: { kind: link, factor: 1 },
      roundsInputs: true,
      roundsScores: true,
      oneScoreATree: scores > 1,
    },
    base: isZero ? [] : initialPredictions,
    scores,
    leafOf: regressorLeaf,
  };
}

export function regressorLeaf({ regressor }: Node, where: string): number[] {
  if (regressor?.top !== undefined) return [regressor.top];
  throw damaged(`Found a leaf of ${where} without its answer.`);
}
