/** AdaBoostClassifier (sklearn/ensemble/_weight_boosting.py): trees that vote, or add up logarithms of shares (SAMME.R). */
import { ForestBuilder } from '@lambda-forest/forest';
import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { arrayOf, numbersOf } from '../pickle/nd-array.ts';
import { attributeOf, versionOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';
import { inputsOf } from './inputs.ts';
import { treesIn } from './random-forest.ts';
import type { SklearnForest } from './sklearn-forest.ts';
import type { StepColumn } from './steps/step-column.ts';
import { treeOf } from './trees.ts';

/** Shares of SAMME.R are at least float64's eps. */
const EPSILON = 2 ** -52;

/** Probabilities are the softmax of the mean answer, of which each class has a part. */
export function readAdaBoost(
  estimator: Estimator,
  columns: readonly StepColumn[],
  classes: number,
): SklearnForest {
  if (classes === 0) {
    throw new ForeignModelError(
      'Found an AdaBoostRegressor, whose answer is the weighted median of its trees, which no sum says.',
      'Train a GradientBoostingRegressor or a RandomForestRegressor instead.',
    );
  }
  const trees = treesIn(estimator);
  for (const { className } of trees) requireTree(className);
  const what = 'estimator_weights_';
  const weights = numbersOf(arrayOf(attributeOf(estimator, what), what), what);
  if (weights.length < trees.length)
    throw damaged(`Found ${count(weights.length, 'weight')} of ${count(trees.length, 'tree')}.`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const answer = answerOf(estimator, classes);
  const inputs = inputsOf(columns, true);
  const builder = new ForestBuilder(inputs.count, classes, {
    aggregation: 'sum',
    link: { kind: 'softmax', factor: 1 },
    roundsInputs: inputs.roundsInputs,
  });
  trees.forEach((each, i) => {
    const tree = treeOf(each, (row) =>
      answer(row, weights[i]!).map((score) => score / total / (classes - 1)),
    );
    if (tree.width !== classes)
      throw damaged(`Found leaves of ${tree.width} numbers in tree ${i}.`);
    inputs.addTree(builder, `tree ${i}`, tree.count, tree.nodeAt);
  });
  return { forest: builder.build(), columns, trainRows: undefined, takesMissing: false };
}

type Answer = (row: Float64Array, weight: number) => number[];

/** What a leaf adds to the score of each class. */
function answerOf(estimator: Estimator, classes: number): Answer {
  const algorithm = estimator.attributes.get('algorithm') ?? 'SAMME';
  if (algorithm === 'SAMME.R') {
    return (row) => {
      const sum = row.reduce((all, share) => all + share, 0);
      const logs = [...row].map((share) => Math.log(Math.max(share / sum, EPSILON)));
      const mean = logs.reduce((all, log) => all + log, 0) / classes;
      return logs.map((log) => (classes - 1) * (log - mean));
    };
  }
  // Votes against a class count from 1.3 on.
  const against = Number(/^1\.(\d+)/.exec(versionOf(estimator))?.[1]) >= 3 ? -1 / (classes - 1) : 0;
  return (row, weight) => {
    const vote = row.indexOf(Math.max(...row));
    return [...row].map((_, k) => (k === vote ? weight : against * weight));
  };
}

function requireTree(className: string): void {
  if (/^(Decision|Extra)TreeClassifier$/.test(className)) return;
  throw new ForeignModelError(
    `Found an AdaBoostClassifier of ${className}, expected one of DecisionTreeClassifier.`,
    'Train it on single trees.',
  );
}
