import { distinctRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { averageForests } from '@lambda-forest/forest';
import { DEFAULT_BOOSTING_LIMITS, growBoosted } from '@lambda-forest/histogram';
import type { BoostedForest, BoostingLimits, BoostingProblem } from '@lambda-forest/histogram';

import type { BoostingOptions } from '../boosting-options.ts';
import type { FitHooks, FitResult } from '../engine.ts';
import { requireSuited } from '../require-suited.ts';
import { growthTarget, rowWeights } from './growth-problem.ts';
import type { Prepared } from './prepared.ts';

/** 2^32 over the golden ratio, whose multiples spread evenly. */
const GOLDEN_RATIO = 0x9e37_79b9;

/**
 * Fits boosted trees. With early stopping a single model finds the number of rounds.
 *
 * @param rows checked; repeated ones count once
 */
export async function fitBoosted(
  { dataset, table, kernel, threads }: Prepared,
  rows: Uint32Array,
  options: BoostingOptions,
  { onTree, signal, earlyStopping }: FitHooks,
): Promise<FitResult> {
  requireSuited(dataset, rows, options);
  const problem: BoostingProblem = {
    table,
    target: growthTarget(dataset),
    loss: { kind: options.loss },
    weights: rowWeights(dataset, rows, options),
    rows: distinctRows(rows, dataset.rowCount),
    earlyStopping,
    limits: boostingLimits(dataset, options),
    randomState: options.randomState,
  };
  const models = earlyStopping === undefined ? options.nModels : 1;
  const grown: BoostedForest[] = [];
  for (let model = 0; model < models; model++) {
    const randomState = stateOf(options.randomState, model);
    const onRound = (finished: number) => onTree?.(model * options.maxIter + finished);
    grown.push(
      await growBoosted({ ...problem, randomState }, { kernel, threads, onRound, signal }),
    );
  }
  const { heldOutLosses } = grown[0]!;
  return {
    forest: averageForests(grown.map(({ forest }) => forest)),
    dataset,
    importances: grown[0]!.importances.map(
      (_, feature) => grown.reduce((sum, one) => sum + one.importances[feature]!, 0) / models,
    ),
    ...(earlyStopping !== undefined && { heldOutLosses }),
  };
}

/** Another seed for every model: neighbouring seeds have no model in common but by chance. */
function stateOf(randomState: number, model: number): number {
  return (randomState ^ Math.imul(model, GOLDEN_RATIO)) >>> 0;
}

function boostingLimits({ schema, rowCount }: Dataset, options: BoostingOptions): BoostingLimits {
  const constraints = options.monotonic;
  return {
    ...DEFAULT_BOOSTING_LIMITS,
    rounds: options.maxIter,
    learningRate: options.learningRate,
    maxLeaves: options.maxLeafNodes ?? Math.max(2, rowCount),
    maxDepth: options.maxDepth ?? Infinity,
    minSamplesLeaf: options.minSamplesLeaf,
    l2: options.l2Regularization,
    categorySmoothing: options.catSmooth,
    minSamplesLevel: Math.min(Math.ceil(options.catSmooth), rowCount + 1), // no node has more rows
    categoryL2: options.catL2,
    rowFraction: options.subsample,
    featureFraction: options.colsampleBytree,
    maxBins: options.maxBins,
    ...(Object.keys(constraints).length > 0 && {
      monotonic: schema.features.map(({ name }) => constraints[name] ?? 0),
    }),
  };
}
