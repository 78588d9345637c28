import { ForestBuilder } from '@lambda-forest/forest';
import type { Task } from '@lambda-forest/schema';
import { quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { MAX_COLUMNS } from '../foreign-model.ts';
import type { ForeignModel } from '../foreign-model.ts';
import { addTree } from '../preorder.ts';
import { readPickle } from '../pickle/read-pickle.ts';
import type { PickleValue } from '../pickle/values.ts';
import {
  attributeOf,
  classesOf,
  columnNamesOf,
  estimatorOf,
  featureCountOf,
} from './attributes.ts';
import type { Estimator } from './attributes.ts';
import { readGradientBoosting } from './gradient-boosting.ts';
import { readHistGradientBoosting } from './hist-gradient-boosting.ts';
import type { SklearnForest } from './sklearn-forest.ts';
import { treeOf } from './trees.ts';

type Reader = (estimator: Estimator, features: number, classes: number) => SklearnForest;

/** By the names of classes, without `Classifier` and `Regressor`. */
const READERS: Readonly<Record<string, Reader>> = {
  RandomForest: (estimator, features, classes) =>
    readForest(estimator, treesIn(estimator), features, classes, 1.4),
  ExtraTrees: (estimator, features, classes) =>
    readForest(estimator, treesIn(estimator), features, classes, 1.6),
  DecisionTree: (estimator, features, classes) =>
    readForest(estimator, [estimator], features, classes, 1.3),
  ExtraTree: (estimator, features, classes) =>
    readForest(estimator, [estimator], features, classes, 1.6),
  GradientBoosting: readGradientBoosting,
  HistGradientBoosting: readHistGradientBoosting,
};

/**
 * A fitted estimator of scikit-learn from a pickle or a file of joblib, read as data.
 *
 * @throws {ForeignModelError}
 */
export function readScikitLearn(bytes: Uint8Array): ForeignModel {
  const estimator = estimatorOf(readPickle(bytes), 'the model');
  const { className } = estimator;
  const [, name = '', kind = ''] = /^(.*?)(Classifier|Regressor)$/.exec(className) ?? [];
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (read === undefined) {
    throw new ForeignModelError(
      `Found ${quote(className)} of scikit-learn, expected a ${Object.keys(READERS).join(', ')} with Classifier or Regressor.`,
      'Save the fitted trees by themselves, without a pipeline around them.',
    );
  }
  const features = featureCountOf(estimator);
  if (!Number.isInteger(features) || features < 1 || features > MAX_COLUMNS) {
    throw damaged(`Found ${features} features, expected 1 to ${MAX_COLUMNS}.`);
  }
  const task: Task = kind === 'Classifier' ? 'classification' : 'regression';
  const classes = task === 'classification' ? classesOf(estimator) : undefined;
  if (classes !== undefined && classes.length < 2) {
    throw new ForeignModelError(
      `Found a model of one class, expected two or more.`,
      'Train it on rows of both.',
    );
  }
  const names = columnNamesOf(estimator);
  if (names !== undefined && names.length !== features)
    throw damaged(`Found ${names.length} names of ${features} features.`);
  return {
    library: 'scikit-learn',
    version: versionOf(estimator),
    objective: className,
    task,
    ...read(estimator, features, classes?.length ?? 0),
    classes,
    columns: Array.from({ length: features }, (_, i) => ({
      kind: 'numeric',
      name: names?.[i] ?? `f${i}`,
      isNamed: names !== undefined,
    })),
  };
}

/** The versions whose attributes are known. */
const VERSIONS = /^1\.[0-9](\.|$)/;

function versionOf({ attributes }: Estimator): string {
  const version = attributes.get('_sklearn_version');
  if (typeof version === 'string' && VERSIONS.test(version)) return version;
  throw new ForeignModelError(
    `Found an estimator of scikit-learn ${typeof version === 'string' ? version : 'of unknown version'}, expected 1.0 to 1.9: what its attributes mean may have changed.`,
    'Fit and save it with one of these versions.',
  );
}

function treesIn(estimator: Estimator): Estimator[] {
  const trees: PickleValue = attributeOf(estimator, 'estimators_');
  if (!Array.isArray(trees) || trees.length === 0)
    throw damaged('Found a forest without trees, expected at least one.');
  return trees.map((tree: PickleValue, i) => estimatorOf(tree, `tree ${i}`));
}

/**
 * The mean of the trees' answers: for classes, shares, which are counts before 1.3.
 *
 * @param missingSince the version from which on such estimators take missing values
 */
function readForest(
  estimator: Estimator,
  trees: readonly Estimator[],
  features: number,
  classes: number,
  missingSince: number,
): SklearnForest {
  const width = Math.max(1, classes);
  const builder = new ForestBuilder(features, width, { roundsInputs: true });
  let rows = 0;
  trees.forEach((each, i) => {
    const tree = treeOf(each, classes > 0 ? shares : (row) => [...row]);
    if (tree.width !== width) throw damaged(`Found leaves of ${tree.width} numbers in tree ${i}.`);
    rows = Math.max(rows, tree.rows);
    addTree(builder, `tree ${i}`, tree.count, tree.nodeAt);
  });
  const drawsRows = estimator.attributes.get('bootstrap') === true;
  return {
    forest: builder.build(),
    trainRows: drawsRows ? undefined : rows,
    takesMissing: Number(/^\d+\.\d+/.exec(versionOf(estimator))?.[0]) >= missingSince,
  };
}

function shares(row: Float64Array): number[] {
  const sum = row.reduce((total, share) => total + share, 0);
  const isShares = Math.abs(sum - 1) < 1e-9;
  const answer = [...row].map((share) => (isShares ? share : share / sum));
  if (answer.every((share) => share >= 0 && share <= 1 + 1e-9)) return answer;
  throw damaged(`Found the leaf [${row.join(', ')}], expected shares of classes.`);
}
