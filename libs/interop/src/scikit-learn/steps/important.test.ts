/** Which columns SelectFromModel keeps; golden files have what scikit-learn keeps. */
import { expect, test } from 'vitest';

import { doubles, estimator, objects } from '../../../test/estimators.ts';
import type { PickleValue } from '../../pickle/values.ts';
import { attributesOf } from '../../../test/attributes-of.ts';
import { importantTo } from './important.ts';

const kept = (
  coefficients: readonly number[],
  options: Readonly<Record<string, PickleValue>> = {},
  name = 'Ridge',
) => {
  const model = estimator(name, { coef_: doubles(...coefficients) });
  const step = attributesOf('SelectFromModel', { norm_order: 1, estimator_: model, ...options });
  const keeps = importantTo(step, 3, () => undefined);
  return keeps.flatMap((keep, column) => (keep ? [column] : []));
};

test.each<readonly [readonly number[], Readonly<Record<string, PickleValue>>, readonly number[]]>([
  [[3, -2, 0], {}, [0, 1]], // the mean is 5/3
  [[3, -2, 0], { threshold: 'median' }, [0, 1]],
  [[3, -2, 0], { threshold: '1.5 * median' }, [0]],
  [[3, -2, 0], { threshold: 2.5 }, [0]],
  [[3, -2, 1], { threshold: -Infinity, max_features: 2 }, [0, 1]],
  [[3, -2, 0, 1, -9, 0], {}, [1]], // of two classes: 4, 11 and 0
])('of the coefficients %j, with %j, columns %j are kept', (coefficients, options, columns) => {
  expect(kept(coefficients, options)).toEqual(columns);
});

test('a lasso drops what has nearly no coefficient', () => {
  expect(kept([1, 1e-6, 0.001], {}, 'Lasso')).toEqual([0, 2]);
});

test('whether a model is a lasso by its l1_ratio depends on the version', () => {
  const ofRatio = (name: string, attributes: Readonly<Record<string, PickleValue>>) => {
    const model = estimator(name, { coef_: doubles(1, 1e-6, 0.001), ...attributes });
    return () => kept([], { estimator_: model });
  };
  const perClass = { l1_ratio_: doubles(0.5, 1) };
  for (const refused of [
    ofRatio('ElasticNet', { l1_ratio: 1 }),
    ofRatio('LogisticRegression', { l1_ratio: 1, penalty: 'elasticnet' }),
    ofRatio('LogisticRegressionCV', perClass),
  ]) {
    expect(refused).toThrow(/with an l1_ratio of 1 and without a threshold, .* version/);
  }
  for (const [name, attributes] of [
    ['ElasticNet', { l1_ratio: 0.5 }],
    ['LogisticRegression', { l1_ratio: null, penalty: 'l2' }],
    ['LogisticRegressionCV', { l1_ratio_: objects(null, null) }],
    ['SGDClassifier', { l1_ratio: 1 }],
  ] as const) {
    expect(ofRatio(name, attributes)()).toEqual([0]);
  }
  const threshold = { threshold: 0.5 };
  const model = estimator('ElasticNet', { coef_: doubles(3, 2, 0), l1_ratio: 1 });
  expect(kept([], { estimator_: model, ...threshold })).toEqual([0, 1]);
});

test.each<readonly [string, readonly number[], Readonly<Record<string, PickleValue>>, RegExp]>([
  ['an importance at the mean', [1, 2, 3 + 1e-12], {}, /by the last digits of its importance/],
  [
    'two that are nearly equal',
    [1, 1 + 1e-12, 5],
    { threshold: 0, max_features: 2 },
    /last digits/,
  ],
  ['another norm', [1, 2, 3], { norm_order: 2 }, /norm_order, expected the default/],
  ['a getter', [1, 2, 3], { importance_getter: 'dual' }, /importance_getter/],
  ['an unknown threshold', [1, 2, 3], { threshold: 'mode' }, /unknown threshold/],
  ['coefficients of others', [1, 2], {}, /2 importances of Ridge, expected 3/],
  ['coefficients that are no numbers', [1, 2, NaN], {}, /importances of Ridge, expected 3 numbers/],
])('%s is refused', (_, coefficients, options, message) => {
  expect(() => kept(coefficients, options)).toThrow(message);
});

test('an estimator whose importances are code is refused by name', () => {
  const step = attributesOf('SelectFromModel', { norm_order: 1, estimator_: estimator('SVC', {}) });
  expect(() => importantTo(step, 3, () => undefined)).toThrow(
    /SelectFromModel of SVC, expected one of RandomForest.*before the pipeline/,
  );
});
