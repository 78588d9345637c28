/** CalibratedClassifierCV (sklearn/calibration.py): a logistic function of one classifier's score. */
import { rowWidth, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { count } from '@lambda-forest/text';

import { ForeignModelError } from '../errors.ts';
import { isList } from '../pickle/values.ts';
import type { PickleValue } from '../pickle/values.ts';
import { attributeOf, estimatorOf, numberOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';

/** The classifier that is calibrated, and what becomes of its forest. */
export interface Calibration {
  readonly inner: PickleValue;
  readonly calibrate: (forest: Forest) => Forest;
}

/** @throws {ForeignModelError} for what is no logistic function of one sum */
export function calibrationOf(estimator: Estimator): Calibration {
  const found = attributeOf(estimator, 'calibrated_classifiers_');
  const all = isList(found) ? found : [];
  const [only, ...others] = all;
  if (others.length > 0) {
    throw refused(`the mean of ${count(all.length, 'calibrated classifier')}, expected one`);
  }
  const classifier = estimatorOf(only, 'a calibrated classifier');
  const calibrators = attributeOf(classifier, 'calibrators');
  const [calibrator, ...more] = isList(calibrators) ? calibrators : [];
  const shape = estimatorOf(calibrator, 'a calibration');
  const { className } = shape;
  if (more.length > 0)
    throw refused('a calibration of each of several classes, expected two classes');
  if (className !== '_SigmoidCalibration' && className !== '_TemperatureScaling')
    throw refused(`the calibration ${className}, expected a sigmoid`);
  const isSigmoid = className === '_SigmoidCalibration';
  const slope = isSigmoid
    ? -numberOf(attributeOf(shape, 'a_'), 'a_')
    : 2 * numberOf(attributeOf(shape, 'beta_'), 'beta_'); // of the logits -x and x
  const offset = isSigmoid ? -numberOf(attributeOf(shape, 'b_'), 'b_') : 0;
  return {
    // its name up to scikit-learn 1.1
    inner: classifier.attributes.get('base_estimator') ?? attributeOf(classifier, 'estimator'),
    calibrate: (forest) => {
      if (forest.link.kind === 'binary-logistic') return throughLogistic(forest, slope, offset);
      if (isSigmoid && forest.outputCount === 2) return throughLogistic(forest, slope, offset);
      throw refused(
        'a temperature of a forest or of several classes, expected boosted trees of two',
      );
    },
  };
}

function refused(found: string): ForeignModelError {
  return new ForeignModelError(
    `Found ${found}, which no sum of trees says.`,
    'Calibrate with method="sigmoid" and ensemble=False, two classes, or save the classifier uncalibrated.',
  );
}

/** 1 / (1 + exp(-(slope score + offset))) of the sum of boosted trees, or of the mean share of the second class. */
function throughLogistic(forest: Forest, slope: number, offset: number): Forest {
  const width = rowWidth(forest);
  const trees = forest.aggregation === 'mean' ? treeCount(forest) : 1;
  const [start = 0] = forest.baseScore;
  const base = slope * start + offset;
  return {
    ...forest,
    aggregation: 'sum',
    link: { kind: 'binary-logistic', factor: 1 },
    baseScore: base === 0 ? new Float64Array(0) : Float64Array.of(base),
    values: Float64Array.from(
      { length: forest.values.length / width },
      (_, row) => (slope * forest.values[(row + 1) * width - 1]!) / trees,
    ),
  };
}
