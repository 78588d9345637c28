import { count, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { logf } from './logf.ts';
import type { Objective } from './objectives.ts';

/**
 * The margin that each score starts at. The file has it as a prediction: one number as text, or from 3.1 on a list.
 *
 * @returns `scores` float32, or none if all are 0
 */
export function baseScores(text: string, { toMargin }: Objective, scores: number): Float64Array {
  const given = text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((each) => (each.trim() === '' ? NaN : Math.fround(Number(each))));
  if (given.length !== 1 && given.length !== scores) {
    throw damaged(`Found ${count(given.length, 'base score')}, expected 1 or ${scores}.`);
  }
  const margins = Float64Array.from({ length: scores }, (_, k) =>
    marginOf(toMargin, given.length === 1 ? given[0]! : given[k]!),
  );
  if (!margins.every(Number.isFinite)) {
    throw new ForeignModelError(
      `Found the base score ${quote(text)}, expected one that the objective can have.`,
      'Train the model with another base_score, and on rows of more than one class.',
    );
  }
  return margins.every((margin) => margin === 0) ? new Float64Array(0) : margins;
}

/** In float32, as ObjFunction::ProbToMargin. */
function marginOf(toMargin: Objective['toMargin'], score: number): number {
  if (toMargin === 'identity') return score;
  if (toMargin === 'log') return logf(score);
  return -logf(Math.fround(Math.fround(1 / score) - 1));
}
