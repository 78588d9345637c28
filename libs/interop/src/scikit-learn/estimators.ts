import { nodeCount } from '@lambda-forest/forest';
import type { Task } from '@lambda-forest/schema';
import { count, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import type { ReadingChoice } from '../foreign-model.ts';
import type { PickleValue } from '../pickle/values.ts';
import { readAdaBoost } from './ada-boost.ts';
import { attributeOf, classesOf, estimatorOf, featureCountOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';
import { calibrationOf } from './calibrated.ts';
import { readGradientBoosting } from './gradient-boosting.ts';
import { readHistGradientBoosting } from './hist-gradient-boosting.ts';
import { readIsolationForest } from './isolation-forest.ts';
import { meanOfMembers } from './join-members.ts';
import type { Member } from './join-members.ts';
import { PARTS } from './members.ts';
import type { Part } from './members.ts';
import { readForest, treesIn } from './random-forest.ts';
import { searched } from './searched.ts';
import type { SklearnForest } from './sklearn-forest.ts';
import type { StepColumn } from './steps/step-column.ts';
import { requireDenseInput, stepsOf, throughSteps } from './steps/steps.ts';
import { deeper, newWalk } from './steps/walk.ts';
import type { Walk } from './steps/walk.ts';
import { withTarget } from './target-transform.ts';
import { throughColumns } from './through-columns.ts';
import { requireDistinct } from './trees.ts';
import { isBooster, isXgboost, readBooster } from './wrapped-boosters.ts';

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
  BalancedRandomForest: (estimator, columns, classes) =>
    readForest(estimator, treesIn(estimator), columns, classes, 1.4),
  ExtraTrees: (estimator, columns, classes) =>
    readForest(estimator, treesIn(estimator), columns, classes, 1.6),
  DecisionTree: (estimator, columns, classes) =>
    readForest(estimator, [estimator], columns, classes, 1.3),
  ExtraTree: (estimator, columns, classes) =>
    readForest(estimator, [estimator], columns, classes, 1.6),
  GradientBoosting: readGradientBoosting,
  HistGradientBoosting: readHistGradientBoosting,
  AdaBoost: readAdaBoost,
};

type Holder = (estimator: Estimator, columns: Columns, walk: EstimatorWalk) => SklearnModel;

/** From the outermost estimator. */
interface EstimatorWalk extends Walk {
  /** Whether a CalibratedClassifierCV holds it. */
  readonly isCalibrated?: boolean;
  /** Whether it is one of several, which may have seen one class alone. */
  readonly isMember?: boolean;
  readonly choice?: ReadingChoice;
}

/** Those that hold others, and one that is read by itself, by class. */
const HOLDERS: Readonly<Record<string, Holder>> = {
  Pipeline: (estimator, columns, walk) => {
    const steps = stepsOf(estimator);
    const before = steps.slice(0, -1);
    const seen = throughSteps(before, columns, walk);
    if (isXgboost(steps.at(-1))) requireDenseInput(seen);
    return readEstimator(steps.at(-1)!, seen, deeper(walk));
  },
  FrozenEstimator: (estimator, columns, walk) =>
    readEstimator(attributeOf(estimator, 'estimator'), columns, deeper(walk)),
  CalibratedClassifierCV: readCalibrated,
  TransformedTargetRegressor: (estimator, columns, walk) => {
    const read = readEstimator(attributeOf(estimator, 'regressor_'), columns, deeper(walk));
    return { ...read, objective: estimator.className, forest: withTarget(estimator, read.forest) };
  },
  IsolationForest: (estimator, columns) => {
    requireWidth(estimator, columns);
    const read = readIsolationForest(estimator, columns);
    return { objective: 'IsolationForest.score_samples', task: 'regression', ...read };
  },
};

/** @throws {ForeignModelError} for another estimator than those of trees */
export function requireReadable({ className }: Estimator): void {
  if (!Object.hasOwn(HOLDERS, className)) kindOf(className);
}

function kindOf(className: string): { readonly name: string; readonly task: Task } {
  const [, name = '', kind = ''] = /^(.*?)(Classifier|Regressor)$/.exec(className) ?? [];
  if (Object.hasOwn(READERS, name) || Object.hasOwn(PARTS, name))
    return { name, task: kind === 'Classifier' ? 'classification' : 'regression' };
  const names = [...Object.keys(READERS), ...Object.keys(PARTS)];
  throw new ForeignModelError(
    `Found ${quote(className)} of scikit-learn, expected a ${names.join(', ')} with Classifier or Regressor, or a ${Object.keys(HOLDERS).join(', ')}.`,
    'Train one of these; of a model that only holds one, save that.',
  );
}

/** Estimators in each other: a file may hold one that holds itself. */
const MAX_DEPTH = 16;

/**
 * @param columns what the estimator gets
 * @throws {ForeignModelError} for another estimator than those of trees
 */
export function readEstimator(
  given: PickleValue,
  columns: Columns,
  walk: EstimatorWalk = newWalk(),
): SklearnModel {
  if (walk.depth > MAX_DEPTH)
    throw damaged(`Found more than ${MAX_DEPTH} estimators in each other.`);
  const value = searched(given);
  if (isBooster(value)) {
    const read = readBooster(value, walk.choice ?? {});
    const { objective, task, classes, takesMissing, library, version, sumsVary } = read;
    const forest = throughColumns(read, columns);
    const booster = { library, version, sumsVary };
    return { objective, task, classes, takesMissing, columns, forest, booster };
  }
  const estimator = estimatorOf(value, 'the model');
  const { className } = estimator;
  const hold = Object.hasOwn(HOLDERS, className) ? HOLDERS[className] : undefined;
  if (hold !== undefined) return hold(estimator, columns, walk);
  const { name, task } = kindOf(className);
  if (!isWidthOfParts(estimator)) requireWidth(estimator, columns);
  const classes = task === 'classification' ? classesOf(estimator) : undefined;
  if (classes !== undefined && classes.length < 2 && walk.isMember !== true) {
    throw new ForeignModelError(
      'Found a model of one class, expected two or more.',
      'Train it on rows of both.',
    );
  }
  const partsOf = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
  const read =
    partsOf === undefined
      ? READERS[name]!(estimator, columns, classes?.length ?? 0)
      : readParts(className, partsOf(estimator, columns), classes, walk);
  walk.requireNodes(nodeCount(read.forest));
  return { objective: className, task, classes, ...read };
}

/** Estimators that answer together know the classes of the whole by their places. */
function readParts(
  className: string,
  parts: readonly Part[],
  classes: readonly string[] | undefined,
  walk: EstimatorWalk,
): SklearnForest {
  requireDistinct(parts.map(({ value }) => value));
  const outputCount = classes?.length ?? 1;
  const counted = parts.filter(({ weight }) => weight !== 0);
  const members = counted.map(({ value, columns, weight }): Member => {
    const read = readEstimator(value, columns, { ...deeper(walk), isMember: true });
    const outputs =
      read.classes?.map(Number) ?? Array.from({ length: read.forest.outputCount }, (_, k) => k);
    const isPlaces = outputs.every((k) => Number.isInteger(k) && k >= 0 && k < outputCount);
    const isOfTask = (read.task === 'regression') === (classes === undefined);
    if (!isPlaces || !isOfTask || new Set(outputs).size !== outputs.length)
      throw damaged(`Found a ${read.objective} in ${className} that answers for other classes.`);
    return { ...read, name: read.objective, weight, outputs };
  });
  return meanOfMembers(members, outputCount, className);
}

function readCalibrated(estimator: Estimator, columns: Columns, walk: EstimatorWalk): SklearnModel {
  const { className } = estimator;
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
  if (model.booster !== undefined) {
    throw new ForeignModelError(
      `Found a ${className} of ${model.objective}, whose probability it calibrates: that is no sum of trees.`,
      'Save the inner one by itself.',
    );
  }
  return { ...model, objective: className, forest: calibrate(forest) };
}

/** Those that do not count columns themselves. */
function isWidthOfParts({ className, attributes }: Estimator): boolean {
  return className.startsWith('Voting') && !attributes.has('n_features_in_');
}

function requireWidth(estimator: Estimator, columns: Columns): void {
  const features = featureCountOf(estimator);
  if (features === columns.length) return;
  throw damaged(
    `Found ${estimator.className} of ${count(features, 'feature')}, expected ${columns.length}.`,
  );
}
