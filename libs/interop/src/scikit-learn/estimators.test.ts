/** Estimators of one score that no sum of trees says, and those that hold themselves. */
import { expect, test } from 'vitest';

import { estimator, objects } from '../../test/estimators.ts';
import type { Made, PickleValue } from '../pickle/values.ts';
import { readEstimator } from './estimators.ts';

const sigmoid = estimator('_SigmoidCalibration', { a_: 1, b_: 0 });
const calibrated = (...calibrators: readonly PickleValue[]) => calibratedOf(null, ...calibrators);
const calibratedOf = (inner: PickleValue, ...calibrators: readonly PickleValue[]) =>
  estimator('_CalibratedClassifier', { calibrators, estimator: inner });
const calibratedBy = (...classifiers: readonly PickleValue[]) =>
  estimator('CalibratedClassifierCV', { calibrated_classifiers_: classifiers });

const itself = estimator('FrozenEstimator', {});
(itself.state as Map<PickleValue, PickleValue>).set('estimator', itself);

test.each<readonly [string, Made, RegExp]>([
  [
    'the mean of several',
    calibratedBy(calibrated(sigmoid), calibrated(sigmoid)),
    /mean of 2 calibrated classifiers.*ensemble=False/,
  ],
  [
    'one calibrated twice',
    calibratedBy(calibratedOf(calibratedBy(calibrated(sigmoid)), sigmoid)),
    /CalibratedClassifierCV in another.*once, or save the inner one/,
  ],
  [
    'one calibrated twice that is frozen between',
    calibratedBy(
      calibratedOf(
        estimator('FrozenEstimator', { estimator: calibratedBy(calibrated(sigmoid)) }),
        sigmoid,
      ),
    ),
    /CalibratedClassifierCV in another/,
  ],
  [
    'one calibrated twice by scikit-learn 1.1, which has another name for the inner one',
    calibratedBy(
      estimator('_CalibratedClassifier', {
        calibrators: [sigmoid],
        base_estimator: calibratedBy(calibrated(sigmoid)),
      }),
    ),
    /CalibratedClassifierCV in another/,
  ],
  ['three classes', calibratedBy(calibrated(sigmoid, sigmoid, sigmoid)), /each of several classes/],
  [
    'steps of isotonic regression',
    calibratedBy(calibrated(estimator('IsotonicRegression', {}))),
    /calibration IsotonicRegression, expected a sigmoid/,
  ],
  ['none', calibratedBy(), /no estimator of scikit-learn for a calibrated classifier/],
  [
    'a name with other characters than letters',
    estimator('Any\u0007Thing', {}),
    /no estimator of scikit-learn for the model/,
  ],
  ['one that holds itself', itself, /more than 16 estimators/],
  [
    'a forest with a tree twice',
    estimator('RandomForestClassifier', {
      n_features_in_: 0,
      classes_: objects('a', 'b'),
      estimators_: [itself, itself],
    }),
    /tree that is in the model twice/,
  ],
  [
    'another estimator',
    estimator('StackingClassifier', {}),
    /"StackingClassifier" of scikit-learn/,
  ],
])('%s is refused by name', (_, value, message) => {
  expect(() => readEstimator(value, [])).toThrow(message);
});
