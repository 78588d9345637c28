import { formatInteger, quote } from '@lambda-forest/text';

import { InvalidOptionError } from './errors.ts';
import type { BoostingOptions } from './boosting-options.ts';
import type { ForestOptions, MaxFeatures } from './forest-options.ts';

/** Smallest and largest value of each whole-number option, both inclusive. */
const OPTION_BOUNDS = {
  nEstimators: { minimum: 1, maximum: 10_000 },
  priorTrees: { minimum: 0, maximum: 10_000 },
  maxIter: { minimum: 1, maximum: 10_000 },
  nModels: { minimum: 1, maximum: 100 },
  /** Of a depth that is not null. */
  maxDepth: { minimum: 1, maximum: Infinity },
  minSamplesSplit: { minimum: 2, maximum: Infinity },
  minSamplesLeaf: { minimum: 1, maximum: Infinity },
  /** Of a number that is not null. */
  maxLeafNodes: { minimum: 2, maximum: Infinity },
  maxBins: { minimum: 2, maximum: 65_535 },
  randomState: { minimum: 0, maximum: 4_294_967_295 },
} as const;

type BoundedOption = keyof typeof OPTION_BOUNDS;

/**
 * Checks what the types cannot express. Engines call it at the start of a fit.
 *
 * @param featureCount features of the table, which a count of features may not exceed
 * @throws {InvalidOptionError} naming the first option out of its bounds
 */
export function validateForestOptions(options: ForestOptions, featureCount: number): void {
  requireBounded('nEstimators', options.nEstimators);
  requireShards(options);
  requireBounded('priorTrees', options.priorTrees);
  if (options.maxDepth !== null) requireBounded('maxDepth', options.maxDepth);
  requireBounded('minSamplesSplit', options.minSamplesSplit);
  requireBounded('minSamplesLeaf', options.minSamplesLeaf);
  requireMaxFeatures(options.maxFeatures, featureCount);
  requireNotNegative('minImpurityDecrease', options.minImpurityDecrease);
  if (options.maxLeafNodes !== null) requireBounded('maxLeafNodes', options.maxLeafNodes);
  requireBounded('maxBins', options.maxBins);
  requireBounded('randomState', options.randomState);
}

/**
 * The same for boosting.
 *
 * @param features names of the table's features, in its order
 * @throws {InvalidOptionError} naming the first option out of its bounds
 */
export function validateBoostingOptions(
  options: BoostingOptions,
  features: readonly string[],
): void {
  requireBounded('maxIter', options.maxIter);
  requireBounded('nModels', options.nModels);
  if (options.maxDepth !== null) requireBounded('maxDepth', options.maxDepth);
  if (options.maxLeafNodes !== null) requireBounded('maxLeafNodes', options.maxLeafNodes);
  requireBounded('minSamplesLeaf', options.minSamplesLeaf);
  requireNotNegative('l2Regularization', options.l2Regularization);
  requireNotNegative('catSmooth', options.catSmooth);
  requireNotNegative('catL2', options.catL2);
  requireShare('learningRate', options.learningRate);
  requireShare('subsample', options.subsample);
  requireShare('colsampleBytree', options.colsampleBytree);
  requireBounded('maxBins', options.maxBins);
  requireBounded('randomState', options.randomState);
  const unknown = Object.keys(options.monotonic).find((name) => !features.includes(name));
  if (unknown !== undefined) {
    throw new InvalidOptionError('monotonic', quote(unknown), "names of the table's features");
  }
}

function requireNotNegative(option: string, found: number): void {
  if (found >= 0 && found < Infinity) return;
  throw new InvalidOptionError(option, found, 'a number of at least 0');
}

function requireShare(option: string, found: number): void {
  if (found > 0 && found <= 1) return;
  throw new InvalidOptionError(option, found, 'a number above 0, at most 1');
}

function requireBounded(option: BoundedOption, found: number): void {
  const { minimum, maximum } = OPTION_BOUNDS[option];
  if (Number.isInteger(found) && found >= minimum && found <= maximum) return;
  const range =
    maximum === Infinity
      ? `of at least ${minimum}`
      : `from ${minimum} to ${formatInteger(maximum)}`;
  throw new InvalidOptionError(option, found, `a whole number ${range}`);
}

/** A shard without a tree would not be learned from. */
function requireShards({ rowShards, nEstimators }: ForestOptions): void {
  if (Number.isInteger(rowShards) && rowShards >= 1 && rowShards <= nEstimators) return;
  const expected = `a whole number from 1 to ${formatInteger(nEstimators)}, as there are trees`;
  throw new InvalidOptionError('rowShards', rowShards, expected);
}

function requireMaxFeatures(maxFeatures: MaxFeatures, featureCount: number): void {
  if (maxFeatures.kind === 'count') {
    const { count } = maxFeatures;
    if (!(Number.isInteger(count) && count >= 1 && count <= featureCount)) {
      const expected = `a count from 1 to ${featureCount}, the table's features`;
      throw new InvalidOptionError('maxFeatures', count, expected);
    }
  } else if (maxFeatures.kind === 'fraction') {
    const { fraction } = maxFeatures;
    if (!(fraction > 0 && fraction < 1)) {
      throw new InvalidOptionError('maxFeatures', fraction, 'a fraction above 0 and below 1');
    }
  }
}
