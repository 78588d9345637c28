import { ForeignModelError } from '../errors.ts';
import { isMade } from '../pickle/values.ts';
import type { PickleValue } from '../pickle/values.ts';
import { estimatorOf } from './attributes.ts';

const MAX_DEPTH = 16;

/**
 * What a search over parameters found, which alone predicts; anything else as it is.
 *
 * @throws {ForeignModelError} for a search without it
 */
export function searched(value: PickleValue): PickleValue {
  let inner = value;
  for (let depth = 0; depth < MAX_DEPTH && isSearch(inner); depth++) inner = bestOf(inner);
  return inner;
}

function isSearch(value: PickleValue): boolean {
  return isMade(value) && /^(Halving)?(Grid|Random|Randomized)SearchCV$/.test(value.by.name);
}

function bestOf(search: PickleValue): PickleValue {
  const { attributes, className } = estimatorOf(search, 'the search');
  const best = attributes.get('best_estimator_') ?? null;
  if (best !== null) return best;
  throw new ForeignModelError(
    `Found a ${className} without best_estimator_, expected one that was fitted with refit=True.`,
    'Fit the estimator with its best_params_, and save that.',
  );
}
