/** GradientBoostingClassifier and GradientBoostingRegressor (sklearn/ensemble/_gb.py). */
import { ForestBuilder } from '@lambda-forest/forest';
import type { Link } from '@lambda-forest/forest';
import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { arrayOf, numbersOf } from '../pickle/nd-array.ts';
import { isMade } from '../pickle/values.ts';
import type { PickleValue } from '../pickle/values.ts';
import { attributeOf, estimatorOf, numberOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';
import { inputsOf } from './inputs.ts';
import type { SklearnForest } from './sklearn-forest.ts';
import type { StepColumn } from './steps/step-column.ts';
import { requireDistinct, treeOf } from './trees.ts';

/** Shares of classes are kept this far from 0 and 1: float32's eps. */
const EPSILON = 2 ** -23;

/** Trees add up, each scaled by the learning rate, to where the initial estimator starts. */
export function readGradientBoosting(
  estimator: Estimator,
  columns: readonly StepColumn[],
  classes: number,
): SklearnForest {
  const inputs = inputsOf(columns, true);
  const scores = classes > 2 ? classes : 1;
  const rate = numberOf(attributeOf(estimator, 'learning_rate'), 'learning_rate');
  const stages = objectsOf(attributeOf(estimator, 'estimators_'), scores);
  const isExponential = attributeOf(estimator, 'loss') === 'exponential';
  const start = initialScores(estimator, classes, isExponential);
  const builder = new ForestBuilder(inputs.count, classes > 0 ? classes : 1, {
    aggregation: 'sum',
    baseScore: start.every((score) => score === 0) ? new Float64Array(0) : start,
    link: link(classes, isExponential),
    roundsInputs: inputs.roundsInputs,
    oneScoreATree: scores > 1,
  });
  let rows = 0;
  stages.forEach((value, i) => {
    const tree = treeOf(estimatorOf(value, `tree ${i}`), ([answer]) => [rate * answer!]);
    rows = Math.max(rows, tree.rows[0] ?? 0);
    if (scores > 1) builder.startTree(i % scores);
    inputs.addTree(builder, `tree ${i}`, tree.count, tree.nodeAt);
  });
  const takesAll = estimator.attributes.get('subsample') === 1;
  return {
    forest: builder.build(),
    columns,
    trainRows: takesAll ? rows : undefined,
    takesMissing: false,
  };
}

function link(classes: number, isExponential: boolean): Link {
  if (classes === 0) return { kind: 'identity', factor: 1 };
  return classes > 2
    ? { kind: 'softmax', factor: 1 }
    : { kind: 'binary-logistic', factor: isExponential ? 2 : 1 };
}

/** An array of estimators: a row a stage, a column a score. */
function objectsOf(value: PickleValue, scores: number): readonly PickleValue[] {
  const { objects, shape } = arrayOf(value, 'estimators_');
  if (objects.length === 0 || shape.length !== 2 || shape[1] !== scores) {
    throw damaged(
      `Found stages of shape [${shape.join(', ')}], expected ${count(scores, 'tree')} each.`,
    );
  }
  requireDistinct(objects);
  return objects;
}

/** What `init_` answers for every row, as scores. */
function initialScores(
  estimator: Estimator,
  classes: number,
  isExponential: boolean,
): Float64Array {
  const init = attributeOf(estimator, 'init_');
  const scores = classes > 2 ? classes : 1;
  if (init === 'zero') return new Float64Array(scores);
  const dummy = isMade(init) ? estimatorOf(init, 'init_') : undefined;
  if (dummy?.className === 'DummyRegressor' && classes === 0) {
    return numbersOf(arrayOf(attributeOf(dummy, 'constant_'), 'constant_'), 'constant_');
  }
  const isPrior = dummy?.attributes.get('strategy') === 'prior';
  if (dummy?.className === 'DummyClassifier' && isPrior && classes > 0) {
    const priors = numbersOf(
      arrayOf(attributeOf(dummy, 'class_prior_'), 'class_prior_'),
      'class_prior_',
    );
    if (priors.length !== classes)
      throw damaged(
        `Found ${count(priors.length, 'prior')} of ${count(classes, 'class', 'classes')}.`,
      );
    const shares = priors.map((share) => Math.min(Math.max(share, EPSILON), 1 - EPSILON));
    if (classes > 2) return centred(shares.map(Math.log));
    const logit = Math.log(shares[1]! / (1 - shares[1]!));
    return Float64Array.of(isExponential ? logit / 2 : logit);
  }
  throw new ForeignModelError(
    `Found the initial estimator ${dummy?.className ?? 'of an own kind'}, expected scikit-learn's default.`,
    'Train it without init, or with init="zero".',
  );
}

/** The multinomial link: logarithms without their mean. */
function centred(logs: Float64Array): Float64Array {
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return logs.map((log) => log - mean);
}
