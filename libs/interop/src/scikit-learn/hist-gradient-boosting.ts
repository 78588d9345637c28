/** HistGradientBoostingClassifier and HistGradientBoostingRegressor (sklearn/ensemble/_hist_gradient_boosting). */
import { ForestBuilder } from '@lambda-forest/forest';
import type { Link, Split } from '@lambda-forest/forest';
import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import type { ForeignNode } from '../preorder.ts';
import { arrayOf, fieldOf, numbersOf } from '../pickle/nd-array.ts';
import type { PickleValue } from '../pickle/values.ts';
import { attributeOf, estimatorOf, isScalar, numberOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';
import { categoriesOf } from './hist-categories.ts';
import { inputsOf } from './inputs.ts';
import type { SklearnForest } from './sklearn-forest.ts';
import type { StepColumn } from './steps/step-column.ts';
import { requireDistinct } from './trees.ts';

const LINKS: Readonly<Record<string, Link['kind']>> = {
  squared_error: 'identity',
  absolute_error: 'identity',
  quantile: 'identity',
  poisson: 'exp',
  gamma: 'exp',
  log_loss: 'softmax',
  // scikit-learn 1.0
  least_squares: 'identity',
  least_absolute_deviation: 'identity',
  auto: 'softmax',
  binary_crossentropy: 'softmax',
  categorical_crossentropy: 'softmax',
};

/** Categories of a feature: codes are bytes. */
const CODES = 256;

/** Values are float64, and trees add up to the baseline. */
export function readHistGradientBoosting(
  estimator: Estimator,
  given: readonly StepColumn[],
  classes: number,
): SklearnForest {
  const { columns, codesOf } = categoriesOf(estimator, given);
  const inputs = inputsOf(columns, false);
  const scores = classes > 2 ? classes : 1;
  const loss = attributeOf(estimator, 'loss');
  const kind = typeof loss === 'string' && Object.hasOwn(LINKS, loss) ? LINKS[loss] : undefined;
  if (kind === undefined) {
    throw new ForeignModelError(
      'Found a loss of an own kind, expected one of scikit-learn.',
      'Train it with a loss by name.',
    );
  }
  const baseline = baselineOf(attributeOf(estimator, '_baseline_prediction'));
  if (baseline.length !== scores)
    throw damaged(`Found ${count(baseline.length, 'baseline')}, expected ${scores}.`);
  const builder = new ForestBuilder(inputs.count, Math.max(1, classes), {
    aggregation: 'sum',
    baseScore: baseline.every((score) => score === 0) ? new Float64Array(0) : baseline,
    link: { kind: classes === 2 ? 'binary-logistic' : kind, factor: 1 },
    oneScoreATree: scores > 1,
  });
  const iterations: PickleValue = attributeOf(estimator, '_predictors');
  if (!Array.isArray(iterations) || iterations.length === 0)
    throw damaged('Found a model without trees, expected at least one.');
  requireDistinct(iterations);
  iterations.forEach((trees: PickleValue, iteration) => {
    if (!Array.isArray(trees) || trees.length !== scores)
      throw damaged(`Found other than ${count(scores, 'tree')} in iteration ${iteration}.`);
    trees.forEach((tree: PickleValue, score) => {
      if (scores > 1) builder.startTree(score);
      const { count, nodeAt } = predictorOf(estimatorOf(tree, `iteration ${iteration}`), codesOf);
      const where = `tree ${iteration * scores + score}`;
      inputs.addTree(builder, where, count, nodeAt);
    });
  });
  return { forest: builder.build(), columns, takesMissing: true };
}

/** One number up to scikit-learn 1.0 where there is one score, else an array. */
function baselineOf(value: PickleValue): Float64Array {
  const what = 'the baseline';
  return isScalar(value)
    ? Float64Array.of(numberOf(value, what))
    : numbersOf(arrayOf(value, what), what);
}

function predictorOf(
  predictor: Estimator,
  codesOf: (feature: number) => ReadonlySet<number>,
): {
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
  const isCategorical = field('is_categorical');
  const sets = isCategorical.some((flag) => flag !== 0)
    ? bitsetsOf(predictor, field('bitset_idx'))
    : undefined;
  const splitOf = (index: number): Split => {
    const split = { feature: feature[index]!, missingLeft: missingLeft[index] !== 0 };
    if (sets === undefined || isCategorical[index] === 0)
      return { ...split, threshold: threshold[index]! };
    const known = codesOf(split.feature);
    const isLeft = (code: number) => (known.has(code) ? sets(index, code) : split.missingLeft);
    const levels = Array.from({ length: CODES }, (_, code) => code).filter(isLeft);
    return { ...split, levels, levelCount: CODES };
  };
  return {
    count: isLeaf.length,
    nodeAt: (index) =>
      isLeaf[index] !== 0
        ? { leaf: [value[index]!] }
        : { split: splitOf(index), left: left[index]!, right: right[index]! },
  };
}

/** Whether the set of a node has the bit of a code. */
function bitsetsOf(
  predictor: Estimator,
  sets: Float64Array,
): (index: number, code: number) => boolean {
  const what = 'the category sets of a tree';
  const words = numbersOf(arrayOf(attributeOf(predictor, 'raw_left_cat_bitsets'), what), what);
  return (index, code) => {
    const word = words[(sets[index]! * CODES + code) >>> 5];
    if (word === undefined) throw damaged(`Found the set ${sets[index]} outside ${what}.`);
    return ((word >>> (code & 31)) & 1) === 1;
  };
}
