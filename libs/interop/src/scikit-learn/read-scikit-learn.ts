import { count, formatInteger } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import { MAX_COLUMNS } from '../foreign-model.ts';
import type { ForeignModel } from '../foreign-model.ts';
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
import { columnsOf } from './sources.ts';
import type { PlainColumn } from './steps/step-column.ts';
import { stepsOf } from './steps/steps.ts';

/**
 * A fitted estimator of scikit-learn, or a pipeline that ends in one.
 *
 * @param value what a file holds, as data
 * @throws {ForeignModelError}
 */
export function readScikitLearn(value: PickleValue): ForeignModel {
  const estimator = estimatorOf(value, 'the model');
  const version = versionOf(estimator);
  requireReadable(estimator);
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
  const { columns, ...model } = readEstimator(value, table);
  return {
    library: 'scikit-learn',
    version,
    ...model,
    columns: columnsOf(columns, names, model.takesMissing),
  };
}

/** What gets the table: the first step of a pipeline, or of one in it, that knows its columns. */
function firstOf(value: PickleValue, depth = 0): Estimator {
  const estimator = estimatorOf(value, 'the model');
  if (estimator.className === 'FrozenEstimator' && depth <= 16)
    return firstOf(attributeOf(estimator, 'estimator'), depth + 1);
  if (estimator.className !== 'Pipeline') return estimator;
  const steps = stepsOf(estimator).filter((step) => step !== 'passthrough' && step !== null);
  const first = steps.find((step, i) => i === steps.length - 1 || !passesOn(step));
  if (first === undefined || depth > 16) throw damaged('Found a pipeline without an estimator.');
  return firstOf(first, depth + 1);
}

/** A FunctionTransformer without a function, which before scikit-learn 1.2 does not know its columns. */
function passesOn(step: PickleValue): boolean {
  const { className, attributes } = estimatorOf(step, 'a step');
  return className === 'FunctionTransformer' && !attributes.has('n_features_in_');
}
