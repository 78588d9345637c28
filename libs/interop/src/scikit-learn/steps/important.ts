/** SelectFromModel: columns that its estimator finds important (sklearn/feature_selection/_from_model.py). */
import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../../errors.ts';
import { arrayOf, fieldOf, numbersOf } from '../../pickle/nd-array.ts';
import { isDictionary, isList, isMade } from '../../pickle/values.ts';
import type { PickleValue } from '../../pickle/values.ts';
import { attributeOf, estimatorOf, isScalar, numberOf } from '../attributes.ts';
import type { Estimator } from '../attributes.ts';
import type { Walk } from './walk.ts';

/** Sums of another order, as numpy's, differ by less, relative to the largest importance. */
const TOO_NEAR = 1e-9;

/**
 * Which of the columns it keeps: scikit-learn saves no list of them, but computes it when it predicts.
 *
 * @throws {ForeignModelError} for an importance so near the threshold, or another one, that rounding decides
 */
export function importantTo(
  step: Estimator,
  width: number,
  requireNodes: Walk['requireNodes'],
): boolean[] {
  const { attributes } = step;
  const isAuto = (attributes.get('importance_getter') ?? 'auto') === 'auto';
  if (!isAuto || numberOf(attributeOf(step, 'norm_order'), 'norm_order') !== 1) {
    throw new ForeignModelError(
      'Found a SelectFromModel with importance_getter or norm_order, expected the default.',
      'Train it without them.',
    );
  }
  const value = attributes.get('estimator_') ?? attributeOf(step, 'estimator');
  const estimator = estimatorOf(value, 'the estimator of SelectFromModel');
  const scores = importancesOf(estimator, { width, requireNodes });
  const threshold = thresholdOf(step.attributes.get('threshold') ?? null, estimator, scores);
  const near = TOO_NEAR * Math.max(...scores);
  const isClear = (a: number, b: number) => a === b || Math.abs(a - b) > near;
  const most = attributes.get('max_features_') ?? attributes.get('max_features') ?? null;
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b);
  const room = most === null ? width : numberOf(most, 'max_features');
  const [last, next] = [scores[order[room - 1] ?? -1], scores[order[room] ?? -1]];
  const isCut = last !== undefined && next !== undefined && last !== 0;
  if (
    scores.some((score) => !isClear(score, threshold)) ||
    (isCut && Math.abs(last - next) <= near)
  ) {
    throw new ForeignModelError(
      'Found a SelectFromModel that keeps or drops a column by the last digits of its importance, expected a clear order.',
      'Train it with another threshold, or choose the columns before the pipeline.',
    );
  }
  const best = new Set(order.slice(0, room));
  return [...scores].map((score, column) => best.has(column) && !(score < threshold));
}

function thresholdOf(given: PickleValue, estimator: Estimator, scores: Float64Array): number {
  if (given === null && isSparseModel(estimator)) return 1e-5;
  const asked = given ?? 'mean';
  if (typeof asked !== 'string') return numberOf(asked, 'threshold');
  const [, scale = '1', name] = /^(?:\s*(\S+?)\s*\*)?\s*(mean|median)\s*$/.exec(asked) ?? [];
  if (name === undefined || !Number.isFinite(Number(scale)))
    throw damaged('Found an unknown threshold of SelectFromModel.');
  const sorted = scores.toSorted();
  const middle = sorted.length / 2;
  const reference =
    name === 'mean'
      ? sum(scores) / scores.length
      : (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  return Number(scale) * reference;
}

/**
 * Whether training gives it coefficients of 0.
 *
 * @throws {ForeignModelError} for one that some versions of scikit-learn take for such a model, and others do not
 */
function isSparseModel({ className, attributes }: Estimator): boolean {
  if (attributes.get('penalty') === 'l1' || className.includes('Lasso')) return true;
  const ratios = ratiosOf(attributes.get('l1_ratio_') ?? attributes.get('l1_ratio') ?? null);
  const isLasso = (ratio: number) => Math.abs(ratio - 1) <= 1e-5 + 1e-8;
  if (/ElasticNet|LogisticRegression/.test(className) && ratios.some(isLasso)) {
    throw new ForeignModelError(
      `Found a SelectFromModel of ${className} with an l1_ratio of 1 and without a threshold, which depends on the version of scikit-learn, expected one.`,
      'Train it with a threshold, such as 1e-5.',
    );
  }
  return false;
}

/** One for all classes, or one for each. */
function ratiosOf(value: PickleValue): number[] {
  if (value === null) return [];
  if (typeof value === 'number' || isScalar(value)) return [numberOf(value, 'l1_ratio')];
  const found = arrayOf(value, 'l1_ratio');
  const given = found.objects.filter((each) => each !== null);
  return found.dtype.letter === 'O'
    ? given.map((each) => numberOf(each, 'l1_ratio'))
    : [...numbersOf(found, 'l1_ratio')];
}

interface Asked {
  /** Columns. */
  readonly width: number;
  readonly requireNodes: Walk['requireNodes'];
}

/** @throws {ForeignModelError} for estimators that have none, or have them by code */
function importancesOf(estimator: Estimator, asked: Asked): Float64Array {
  const { className, attributes } = estimator;
  const { width } = asked;
  const kind = className.replace(/(Classifier|Regressor)$/, '');
  const importances = attributes.has('coef_')
    ? coefficients
    : Object.hasOwn(IMPORTANCES, kind)
      ? IMPORTANCES[kind]
      : undefined;
  if (importances === undefined) {
    throw new ForeignModelError(
      `Found a SelectFromModel of ${className}, expected one of ${Object.keys(IMPORTANCES).join(', ')}, or a linear model.`,
      'Choose the columns before the pipeline.',
    );
  }
  const scores = importances(estimator, asked);
  if (scores.length === width && scores.every(Number.isFinite)) return scores;
  throw damaged(
    `Found ${count(scores.length, 'importance')} of ${className}, expected ${count(width, 'number')}.`,
  );
}

type Importances = (estimator: Estimator, asked: Asked) => Float64Array;

/** Of a linear model: the sum of the magnitudes of each column's. */
const coefficients: Importances = (estimator, { width }) => {
  const what = `coef_ of ${estimator.className}`;
  const numbers = numbersOf(arrayOf(attributeOf(estimator, 'coef_'), what), what);
  if (numbers.length % width !== 0) return numbers;
  const sums = new Float64Array(width);
  numbers.forEach((number, i) => (sums[i % width]! += Math.abs(number)));
  return sums;
};

const ofTree: Importances = (tree, asked) => shares(reductions(tree, asked));

/** By class, without `Classifier` and `Regressor`. */
const IMPORTANCES: Readonly<Record<string, Importances>> = {
  RandomForest: ofTrees(ofTree),
  ExtraTrees: ofTrees(ofTree),
  DecisionTree: ofTree,
  ExtraTree: ofTree,
  GradientBoosting: ofTrees(reductions),
};

/** Of all trees with a split together. */
function ofTrees(ofEach: Importances): Importances {
  return (forest, asked) => {
    const found = attributeOf(forest, 'estimators_');
    const values = isList(found) ? found : arrayOf(found, 'estimators_').objects;
    const sums = new Float64Array(asked.width);
    for (const value of values) {
      ofEach(estimatorOf(value, 'a tree'), asked).forEach(
        (each, column) => (sums[column]! += each),
      );
    }
    return shares(sums);
  };
}

/** How much less impure the splits on each column make the rows. */
function reductions(tree: Estimator, { width, requireNodes }: Asked): Float64Array {
  const value = attributeOf(tree, 'tree_');
  const found = isMade(value) && isDictionary(value.state) ? value.state.get('nodes') : undefined;
  const nodes = arrayOf(found, 'the nodes of a tree');
  const feature = fieldOf(nodes, 'feature');
  requireNodes(feature.length);
  const left = fieldOf(nodes, 'left_child');
  const right = fieldOf(nodes, 'right_child');
  const weight = fieldOf(nodes, 'weighted_n_node_samples');
  const impurity = fieldOf(nodes, 'impurity').map((each, node) => each * weight[node]!);
  const sums = new Float64Array(width);
  feature.forEach((column, node) => {
    if (left[node] === -1) return;
    sums[column]! += impurity[node]! - impurity[left[node]!]! - impurity[right[node]!]!;
  });
  return sums.map((each) => each / weight[0]!);
}

function shares(numbers: Float64Array): Float64Array {
  const all = sum(numbers);
  return all > 0 ? numbers.map((number) => number / all) : numbers;
}

function sum(numbers: Float64Array): number {
  return numbers.reduce((all, number) => all + number, 0);
}
