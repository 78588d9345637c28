/** VotingClassifier, VotingRegressor, BaggingClassifier and BaggingRegressor: means of what their estimators answer. */
import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { arrayOf, numbersOf } from '../pickle/nd-array.ts';
import { isList } from '../pickle/values.ts';
import type { PickleValue } from '../pickle/values.ts';
import { attributeOf, numberOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';
import type { StepColumn } from './steps/step-column.ts';

/** An estimator among others, and what it answers for. */
export interface Part {
  readonly value: PickleValue;
  readonly columns: readonly StepColumn[];
  readonly weight: number;
}

type Columns = readonly StepColumn[];

/** By class, without `Classifier` and `Regressor`. */
export const PARTS: Readonly<Record<string, (estimator: Estimator, columns: Columns) => Part[]>> = {
  Voting: votersOf,
  Bagging: baggedOf,
  BalancedBagging: baggedOf,
};

function votersOf(estimator: Estimator, columns: Columns): Part[] {
  const { attributes, className } = estimator;
  if (className === 'VotingClassifier' && attributes.get('voting') !== 'soft') {
    throw new ForeignModelError(
      'Found a VotingClassifier with voting="hard", which has no probabilities, expected voting="soft".',
      'Set its voting to "soft" before it is saved, if its probabilities are what you want, or import one of its estimators.',
    );
  }
  const voters = listOf(estimator, 'estimators_');
  const weights = attributes.get('weights') ?? null;
  const all = weights === null ? voters.map(() => 1) : numbersIn(weights);
  const named = listOf(estimator, 'estimators');
  // Those that are left out have a weight, too.
  const used = weights === null ? all : all.filter((_, i) => !isDropped(named[i]));
  if (used.length !== voters.length)
    throw damaged(`Found ${count(used.length, 'weight')} of ${count(voters.length, 'estimator')}.`);
  return voters.map((value, i) => ({ value, columns, weight: used[i]! }));
}

function isDropped(pair: PickleValue | undefined): boolean {
  return isList(pair) && (pair[1] === 'drop' || pair[1] === null);
}

function numbersIn(weights: PickleValue): number[] {
  if (isList(weights)) return weights.map((weight) => numberOf(weight, 'weights'));
  return [...numbersOf(arrayOf(weights, 'weights'), 'weights')];
}

function baggedOf(estimator: Estimator, columns: Columns): Part[] {
  const what = 'estimators_features_';
  const drawn = listOf(estimator, what);
  const all = listOf(estimator, 'estimators_');
  if (drawn.length !== all.length)
    throw damaged(`Found other than ${count(all.length, 'list')} for ${what}.`);
  return all.map((value, i) => {
    const given = [...numbersOf(arrayOf(drawn[i], what), what)].map((place) => {
      const column = columns[place];
      if (column !== undefined) return column;
      throw damaged(`Found feature ${place} in ${what}, expected 0 to ${columns.length - 1}.`);
    });
    return { value, columns: given, weight: 1 };
  });
}

function listOf(estimator: Estimator, name: string): readonly PickleValue[] {
  const list = attributeOf(estimator, name);
  if (isList(list) && list.length > 0) return list;
  throw damaged(`Found no list for ${name} of ${estimator.className}, expected one.`);
}
