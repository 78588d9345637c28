/** HistGradientBoostingClassifier and HistGradientBoostingRegressor (sklearn/ensemble/_hist_gradient_boosting). */
import { ForestBuilder } from '@lambda-forest/forest';
import type { Link } from '@lambda-forest/forest';

import { damaged, ForeignModelError } from '../errors.ts';
import { addTree } from '../preorder.ts';
import type { ForeignNode } from '../preorder.ts';
import { arrayOf, fieldOf, numbersOf } from '../pickle/nd-array.ts';
import type { PickleValue } from '../pickle/values.ts';
import { attributeOf, estimatorOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';
import type { SklearnForest } from './sklearn-forest.ts';

const LINKS: Readonly<Record<string, Link['kind']>> = {
  squared_error: 'identity',
  absolute_error: 'identity',
  quantile: 'identity',
  poisson: 'exp',
  gamma: 'exp',
  log_loss: 'softmax',
};

/** Values are float64, and trees add up to the baseline. */
export function readHistGradientBoosting(
  estimator: Estimator,
  features: number,
  classes: number,
): SklearnForest {
  const scores = classes > 2 ? classes : 1;
  const loss = attributeOf(estimator, 'loss');
  const kind = typeof loss === 'string' && Object.hasOwn(LINKS, loss) ? LINKS[loss] : undefined;
  if (kind === undefined) {
    throw new ForeignModelError(
      'Found a loss of an own kind, expected one of scikit-learn.',
      'Train it with a loss by name.',
    );
  }
  if (
    estimator.attributes.get('_preprocessor') !== null &&
    estimator.attributes.has('_preprocessor')
  ) {
    throw categorical();
  }
  const baseline = numbersOf(
    arrayOf(attributeOf(estimator, '_baseline_prediction'), 'the baseline'),
    'the baseline',
  );
  if (baseline.length !== scores)
    throw damaged(`Found ${baseline.length} baselines, expected ${scores}.`);
  const builder = new ForestBuilder(features, Math.max(1, classes), {
    aggregation: 'sum',
    baseScore: baseline.every((score) => score === 0) ? new Float64Array(0) : baseline,
    link: { kind: classes === 2 ? 'binary-logistic' : kind, factor: 1 },
    oneScoreATree: scores > 1,
  });
  const iterations: PickleValue = attributeOf(estimator, '_predictors');
  if (!Array.isArray(iterations) || iterations.length === 0)
    throw damaged('Found a model without trees, expected at least one.');
  iterations.forEach((trees: PickleValue, iteration) => {
    if (!Array.isArray(trees) || trees.length !== scores)
      throw damaged(`Found other than ${scores} trees in iteration ${iteration}.`);
    trees.forEach((tree: PickleValue, score) => {
      if (scores > 1) builder.startTree(score);
      const { count, nodeAt } = predictorOf(estimatorOf(tree, `iteration ${iteration}`));
      addTree(builder, `tree ${iteration * scores + score}`, count, nodeAt);
    });
  });
  return { forest: builder.build(), takesMissing: true };
}

function predictorOf(predictor: Estimator): {
  count: number;
  nodeAt: (index: number) => ForeignNode;
} {
  const nodes = arrayOf(attributeOf(predictor, 'nodes'), 'the nodes of a tree');
  const field = (name: string) => fieldOf(nodes, name);
  const [isLeaf, value, feature, threshold, missingLeft, left, right] = [
    'is_leaf',
    'value',
    'feature_idx',
    'num_threshold',
    'missing_go_to_left',
    'left',
    'right',
  ].map(field) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  if (field('is_categorical').some((flag) => flag !== 0)) throw categorical();
  return {
    count: isLeaf.length,
    nodeAt: (index) =>
      isLeaf[index] !== 0
        ? { leaf: [value[index]!] }
        : {
            split: {
              feature: feature[index]!,
              threshold: threshold[index]!,
              missingLeft: missingLeft[index] !== 0,
            },
            left: left[index]!,
            right: right[index]!,
          },
  };
}

function categorical(): ForeignModelError {
  return new ForeignModelError(
    'Found a HistGradientBoosting model of categories, expected numbers alone.',
    'Train it with categorical_features=None on codes, or train LightGBM, whose categories are read.',
  );
}
