import type { Dataset } from '@lambda-forest/data';
import { DEFAULT_BOOSTING_LIMITS, growBoosted } from '@lambda-forest/histogram';
import type { BoostingLimits } from '@lambda-forest/histogram';

import type { BoostingOptions } from '../boosting-options.ts';
import type { FitHooks, FitResult } from '../engine.ts';
import { requireBoostable } from '../training-input.ts';
import { validateBoostingOptions } from '../validate-options.ts';
import { growthTarget, rowWeights } from './growth-problem.ts';
import type { Prepared } from './prepared.ts';

/** Fits boosted trees. @param rows checked; repeated ones count once */
export async function fitBoosted(
  { dataset, table, kernel, threads }: Prepared,
  rows: Uint32Array,
  options: BoostingOptions,
  { onTree, signal, earlyStopping }: FitHooks,
): Promise<FitResult> {
  validateBoostingOptions(
    options,
    dataset.schema.features.map(({ name }) => name),
  );
  requireBoostable(dataset, rows, options);
  const { forest, importances, heldOutLosses } = await growBoosted(
    {
      table,
      target: growthTarget(dataset),
      loss: { kind: options.loss },
      weights: rowWeights(dataset, rows, options),
      rows: Uint32Array.from(new Set(rows)),
      earlyStopping,
      limits: boostingLimits(dataset, options),
      randomState: options.randomState,
    },
    { kernel, threads, onRound: onTree, signal },
  );
  return { forest, dataset, importances, ...(earlyStopping !== undefined && { heldOutLosses }) };
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
    rowFraction: options.subsample,
    featureFraction: options.colsampleBytree,
    maxBins: options.maxBins,
    ...(Object.keys(constraints).length > 0 && {
      monotonic: schema.features.map(({ name }) => constraints[name] ?? 0),
    }),
  };
}
