import { count, formatInteger } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import { MAX_COLUMNS } from '../foreign-model.ts';
import type { ForeignModel, ReadingChoice } from '../foreign-model.ts';
import { isList } from '../pickle/values.ts';
import type { PickleValue } from '../pickle/values.ts';
import {
  attributeOf,
  columnNamesOf,
  estimatorOf,
  featureCountOf,
  versionOf,
} from './attributes.ts';
import type { Estimator } from './attributes.ts';
import { readEstimator, requireReadable } from './estimators.ts';
import { searched } from './searched.ts';
import { columnsOf } from './sources.ts';
import type { PlainColumn } from './steps/step-column.ts';
import { stepOf, stepsOf, unitedBy } from './steps/steps.ts';
import { newWalk } from './steps/walk.ts';
import { isBooster, readBooster } from './wrapped-boosters.ts';

/**
 * A fitted estimator of scikit-learn, or a pipeline that ends in one.
 *
 * @param saved what a file holds, as data
 * @throws {ForeignModelError}
 */
export function readScikitLearn(saved: PickleValue, choice: ReadingChoice = {}): ForeignModel {
  const value = searched(saved);
  if (isBooster(value)) return readBooster(value, choice);
  const estimator = estimatorOf(value, 'the model');
  requireReadable(estimator);
  const version = versionOf(estimator);
  const first = firstOf(value);
  const width = featureCountOf(first);
  if (!Number.isInteger(width) || width < 1 || width > MAX_COLUMNS) {
    throw damaged(`Found ${count(width, 'feature')}, expected 1 to ${formatInteger(MAX_COLUMNS)}.`);
  }
  const names = columnNamesOf(first);
  if (names !== undefined && names.length !== width)
    throw damaged(`Found ${count(names.length, 'name')} of ${count(width, 'feature')}.`);
  const table = Array.from({ length: width }, (_, source): PlainColumn => ({
    kind: 'plain',
    source,
    missing: NaN,
  }));
  const { columns, booster, ...model } = readEstimator(value, table, { ...newWalk(), choice });
  return {
    library: 'scikit-learn',
    version,
    ...model,
    ...booster,
    columns: columnsOf(columns, names, model.takesMissing),
  };
}

/** Where the estimator that a holder asks first is. */
const FIRST_INSIDE: Readonly<Record<string, (holder: Estimator) => PickleValue>> = {
  FrozenEstimator: (holder) => attributeOf(holder, 'estimator'),
  TransformedTargetRegressor: (holder) => attributeOf(holder, 'regressor_'),
  VotingClassifier: firstVoter,
  VotingRegressor: firstVoter,
  FeatureUnion: (holder) => unitedBy(holder)[0]?.[1] ?? null,
};

function firstVoter(holder: Estimator): PickleValue {
  const voters = attributeOf(holder, 'estimators_');
  return (isList(voters) ? voters[0] : undefined) ?? null;
}

/** What gets the table: the first step of a pipeline, or of one in it, that knows its columns. */
function firstOf(given: PickleValue, depth = 0): Estimator {
  const value = searched(given);
  if (isBooster(value)) {
    const { featureCount } = readBooster(value, { rounds: 'all' }).forest;
    return { className: value.by.name, attributes: new Map([['n_features_in_', featureCount]]) };
  }
  const estimator = estimatorOf(value, 'the model');
  if (depth > 16) throw damaged('Found a pipeline without an estimator.');
  const { className } = estimator;
  if (Object.hasOwn(FIRST_INSIDE, className))
    return firstOf(FIRST_INSIDE[className]!(estimator), depth + 1);
  if (className !== 'Pipeline') return estimator;
  const steps = stepsOf(estimator).filter((step) => step !== 'passthrough' && step !== null);
  const first = steps.find((step, i) => i === steps.length - 1 || !passesOn(step));
  if (first === undefined) throw damaged('Found a pipeline without an estimator.');
  if (first !== steps.at(-1)) stepOf(estimatorOf(first, 'a step').className);
  return firstOf(first, depth + 1);
}

/** A FunctionTransformer without a function, which before scikit-learn 1.2 does not know its columns. */
function passesOn(step: PickleValue): boolean {
  const { className, attributes } = estimatorOf(step, 'a step');
  return className === 'FunctionTransformer' && !attributes.has('n_features_in_');
}
