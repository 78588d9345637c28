import type { Task } from '@lambda-forest/schema';
import { count, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import type { PickleValue } from '../pickle/values.ts';
import { attributeOf, classesOf, estimatorOf, featureCountOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';
import { calibrationOf } from './calibrated.ts';
import { readGradientBoosting } from './gradient-boosting.ts';
import { readHistGradientBoosting } from './hist-gradient-boosting.ts';
import { readIsolationForest } from './isolation-forest.ts';
import { readForest, treesIn } from './random-forest.ts';
import type { SklearnForest } from './sklearn-forest.ts';
import type { StepColumn } from './steps/step-column.ts';
import { stepsOf, throughSteps } from './steps/steps.ts';
import { deeper, newWalk } from './steps/walk.ts';
import type { Walk } from './steps/walk.ts';

type Columns = readonly StepColumn[];
type Reader = (estimator: Estimator, columns: Columns, classes: number) => SklearnForest;

export interface SklearnModel extends SklearnForest {
  /** The class of the estimator that predicts. */
  readonly objective: string;
  readonly task: Task;
  readonly classes?: readonly string[] | undefined;
}

/** By the names of classes, without `Classifier` and `Regressor`. */
const READERS: Readonly<Record<string, Reader>> = {
  RandomForest: (estimator, columns, classes) =>
    readForest(estimator, treesIn(estimator), columns, classes, 1.4),
  ExtraTrees: (estimator, columns, classes) =>
    readForest(estimator, treesIn(estimator), columns, classes, 1.6),
  DecisionTree: (estimator, columns, classes) =>
    readForest(estimator, [estimator], columns, classes, 1.3),
  ExtraTree: (estimator, columns, classes) =>
    readForest(estimator, [estimator], columns, classes, 1.6),
  GradientBoosting: readGradientBoosting,
  HistGradientBoosting: readHistGradientBoosting,
};

/** Those that hold others, and one that is read by itself. */
const OTHERS = new Set([
  'Pipeline',
  'FrozenEstimator',
  'CalibratedClassifierCV',
  'IsolationForest',
]);

/** @throws {ForeignModelError} for another estimator than those of trees */
export function requireReadable({ className }: Estimator): void {
  if (!OTHERS.has(className)) readerOf(className);
}

function readerOf(className: string): { readonly read: Reader; readonly kind: string } {
  const [, name = '', kind = ''] = /^(.*?)(Classifier|Regressor)$/.exec(className) ?? [];
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (read !== undefined) return { read, kind };
  throw new ForeignModelError(
    `Found ${quote(className)} of scikit-learn, expected a ${Object.keys(READERS).join(', ')} with Classifier or Regressor, IsolationForest, CalibratedClassifierCV, or a Pipeline that ends in one.`,
    'Train one of these; of a model that only holds one, save that.',
  );
}

/** Estimators in each other: a file may hold one that holds itself. */
const MAX_DEPTH = 16;

/**
 * @param columns what the estimator gets
 * @param walk from the outermost one, and whether a CalibratedClassifierCV holds it
 * @throws {ForeignModelError} for another estimator than those of trees
 */
export function readEstimator(
  value: PickleValue,
  columns: Columns,
  walk: Walk & { readonly isCalibrated?: boolean } = newWalk(),
): SklearnModel {
  if (walk.depth > MAX_DEPTH)
    throw damaged(`Found more than ${MAX_DEPTH} estimators in each other.`);
  const estimator = estimatorOf(value, 'the model');
  const { className } = estimator;
  if (className === 'Pipeline') {
    const steps = stepsOf(estimator);
    const seen = throughSteps(steps.slice(0, -1), columns, walk);
    return readEstimator(steps.at(-1)!, seen, deeper(walk));
  }
  if (className === 'FrozenEstimator')
    return readEstimator(attributeOf(estimator, 'estimator'), columns, deeper(walk));
  if (className === 'CalibratedClassifierCV') {
    // The outer one is a function of the inner one's probability, not of a sum of trees.
    if (walk.isCalibrated === true) {
      throw new ForeignModelError(
        `Found a ${className} in another, which no sum of trees says.`,
        'Calibrate the classifier once, or save the inner one by itself.',
      );
    }
    const { inner, calibrate } = calibrationOf(estimator);
    const { forest, ...model } = readEstimator(inner, columns, {
      ...deeper(walk),
      isCalibrated: true,
    });
    return { ...model, objective: className, forest: calibrate(forest) };
  }
  if (className === 'IsolationForest') {
    requireWidth(estimator, columns);
    const read = readIsolationForest(estimator, columns);
    return { objective: `${className}.score_samples`, task: 'regression', ...read };
  }
  const { read, kind } = readerOf(className);
  requireWidth(estimator, columns);
  const task: Task = kind === 'Classifier' ? 'classification' : 'regression';
  const classes = task === 'classification' ? classesOf(estimator) : undefined;
  if (classes !== undefined && classes.length < 2) {
    throw new ForeignModelError(
      'Found a model of one class, expected two or more.',
      'Train it on rows of both.',
    );
  }
  return { objective: className, task, classes, ...read(estimator, columns, classes?.length ?? 0) };
}

function requireWidth(estimator: Estimator, columns: Columns): void {
  const features = featureCountOf(estimator);
  if (features === columns.length) return;
  throw damaged(
    `Found ${estimator.className} of ${count(features, 'feature')}, expected ${columns.length}.`,
  );
}
