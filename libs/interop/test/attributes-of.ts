import { estimatorOf } from '../src/scikit-learn/attributes.ts';
import type { Estimator } from '../src/scikit-learn/attributes.ts';
import type { PickleValue } from '../src/pickle/values.ts';
import { estimator } from './estimators.ts';

/** A fitted estimator, as its readers get it. */
export function attributesOf(
  name: string,
  attributes: Readonly<Record<string, PickleValue>>,
): Estimator {
  return estimatorOf(estimator(name, attributes), 'the estimator');
}
