/** TransformedTargetRegressor (sklearn/compose/_target.py): what undoes the target's transformation becomes the link. */
import type { Forest, Link } from '@lambda-forest/forest';

import { ForeignModelError } from '../errors.ts';
import { arrayOf, numbersOf } from '../pickle/nd-array.ts';
import { isGlobal } from '../pickle/values.ts';
import { attributeOf, estimatorOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';

/** By numpy's name of the inverse function. */
const LINKS: Readonly<Record<string, Link['kind']>> = { exp: 'exp', expm1: 'expm1' };

/** By class: factor and constant of the way back from scaled numbers. */
const INVERSES: Readonly<Record<string, (scaler: Estimator) => readonly [number, number]>> = {
  StandardScaler: (scaler) => [
    numberIf(scaler, 'with_std', 'scale_', 1),
    numberIf(scaler, 'with_mean', 'mean_', 0),
  ],
  RobustScaler: (scaler) => [
    numberIf(scaler, 'with_scaling', 'scale_', 1),
    numberIf(scaler, 'with_centering', 'center_', 0),
  ],
  MaxAbsScaler: (scaler) => [number(scaler, 'scale_'), 0],
  MinMaxScaler: (scaler) => [
    1 / number(scaler, 'scale_'),
    -number(scaler, 'min_') / number(scaler, 'scale_'),
  ],
};

/**
 * @param forest of the regressor inside
 * @throws {ForeignModelError} for a transformation that no link says
 */
export function withTarget(estimator: Estimator, forest: Forest): Forest {
  const transformer = estimatorOf(attributeOf(estimator, 'transformer_'), 'transformer_');
  const { className } = transformer;
  const undo = transformer.attributes.get('inverse_func') ?? null;
  if (className === 'FunctionTransformer' && undo === null) return forest;
  if (forest.link.kind !== 'identity') {
    throw refused(`a TransformedTargetRegressor around a regressor that has a link of its own`);
  }
  const isKnown = isGlobal(undo) && /^numpy\b/.test(undo.module) && Object.hasOwn(LINKS, undo.name);
  const kind = isKnown ? LINKS[undo.name] : undefined;
  if (className === 'FunctionTransformer' && kind !== undefined)
    return { ...forest, link: { kind, factor: 1 } };
  const inverse = Object.hasOwn(INVERSES, className) ? INVERSES[className] : undefined;
  if (inverse !== undefined && forest.roundsScores)
    throw refused('a TransformedTargetRegressor that scales sums of float32');
  if (inverse !== undefined) return scaled(forest, inverse(transformer));
  const name = isGlobal(undo) ? undo.name : className;
  throw refused(`a TransformedTargetRegressor whose answers go through ${name}`);
}

/** Means of leaves, or sums, that are a line's. */
function scaled(forest: Forest, [factor, constant]: readonly [number, number]): Forest {
  const isMean = forest.aggregation === 'mean';
  const [start = 0] = forest.baseScore;
  return {
    ...forest,
    baseScore: isMean ? forest.baseScore : Float64Array.of(start * factor + constant),
    values: forest.values.map((value) => value * factor + (isMean ? constant : 0)),
  };
}

function numberIf(scaler: Estimator, flag: string, name: string, neutral: number): number {
  return attributeOf(scaler, flag) === true ? number(scaler, name) : neutral;
}

function number(scaler: Estimator, name: string): number {
  return numbersOf(arrayOf(attributeOf(scaler, name), name), name)[0]!;
}

function refused(found: string): ForeignModelError {
  return new ForeignModelError(
    `Found ${found}, expected numpy.expm1, numpy.exp or a scaler as the way back.`,
    'Train the regressor on the transformed target, import it by itself, and undo the transformation where its answers are used.',
  );
}
