import { count, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { arrayOf, scalarOf, textsOf } from '../pickle/nd-array.ts';
import { isDictionary, isList, isMade } from '../pickle/values.ts';
import type { Made, PickleValue } from '../pickle/values.ts';

/** A fitted estimator: its class's name and its attributes. */
export interface Estimator {
  readonly className: string;
  readonly attributes: ReadonlyMap<PickleValue, PickleValue>;
}

/** @throws {ForeignModelError} for what is no estimator of scikit-learn */
export function estimatorOf(value: PickleValue | undefined, what: string): Estimator {
  const isNamed = isMade(value) && /^\w+$/.test(value.by.name); // messages have the name
  if (!isNamed || !/^(sklearn|imblearn)\./.test(value.by.module)) {
    throw new ForeignModelError(
      `Found no estimator of scikit-learn for ${what}, expected one.`,
      'Save the fitted estimator by itself, in no dictionary and no list.',
    );
  }
  if (!(value.state instanceof Map))
    throw damaged(`Found ${what} without attributes, expected a fitted estimator.`);
  return { className: value.by.name, attributes: value.state };
}

export function attributeOf({ className, attributes }: Estimator, name: string): PickleValue {
  const value = attributes.get(name);
  if (value !== undefined) return value;
  throw new ForeignModelError(
    `Found ${className} without ${name}, expected a fitted one of scikit-learn 0.23 or later.`,
    'Fit the model before it is saved, or save it with a newer scikit-learn.',
  );
}

/** Whether it is one of numpy's numbers. */
export function isScalar(value: PickleValue | undefined): value is Made {
  return isMade(value) && value.by.name === 'scalar';
}

/** A number, also one of numpy's. */
export function numberOf(value: PickleValue | undefined, what: string): number {
  if (typeof value === 'number') return value;
  if (isScalar(value)) return scalarOf(value, what);
  throw damaged(`Found no number for ${what}, expected one.`);
}

/** Labels of the classes, in the order of predict_proba. */
export function classesOf(estimator: Estimator): string[] {
  const found = attributeOf(estimator, 'classes_');
  if (Array.isArray(found)) {
    throw new ForeignModelError(
      `Found classes of ${count(found.length, 'target')}, expected one target.`,
      'Train a model for each target.',
    );
  }
  const classes = textsOf(arrayOf(found, 'classes_'), 'classes_');
  if (new Set(classes).size === classes.length) return classes;
  throw damaged(`Found the classes ${classes.map(quote).join(', ')}, expected distinct ones.`);
}

/** Names of the columns, if the estimator was fitted on a table with names. */
export function columnNamesOf({ attributes }: Estimator): string[] | undefined {
  const names = attributes.get('feature_names_in_');
  return names === undefined
    ? undefined
    : textsOf(arrayOf(names, 'feature_names_in_'), 'feature_names_in_');
}

export function featureCountOf(estimator: Estimator): number {
  return numberOf(attributeOf(estimator, 'n_features_in_'), 'n_features_in_');
}

/** The versions whose attributes are known. */
const VERSIONS = /^(0\.2[34]|1\.[0-9])(\.|$)/;

export function versionOf(estimator: Estimator): string {
  const version = estimator.attributes.get('_sklearn_version') ?? versionInside(estimator);
  if (typeof version === 'string' && VERSIONS.test(version)) return version;
  throw new ForeignModelError(
    `Found an estimator of scikit-learn ${typeof version === 'string' ? version : 'of unknown version'}, expected 0.23 to 1.9: what its attributes mean may have changed.`,
    'Fit and save it with one of these versions.',
  );
}

/** Estimators of other packages do not say it; those of scikit-learn in them do. */
function versionInside({ attributes }: Pick<Estimator, 'attributes'>, depth = 0): PickleValue {
  const steps = attributes.get('steps');
  const last = isList(steps) ? steps.at(-1) : undefined;
  const inner = isList(last) ? last[1] : attributes.get('estimator_');
  if (!isMade(inner) || !isDictionary(inner.state) || depth > MAX_DEPTH) return null;
  const version = inner.state.get('_sklearn_version');
  return version ?? versionInside({ attributes: inner.state }, depth + 1);
}

const MAX_DEPTH = 16;
