import { averageForests, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import type { BlendOptions } from '../blend-options.ts';
import type { FitHooks, FitResult } from '../engine.ts';
import { TrainingInputError } from '../errors.ts';
import { countSteps } from '../learner-options.ts';
import { fitBoosted } from './fit-boosted.ts';
import { fitForest } from './fit-forest.ts';
import type { Prepared } from './prepared.ts';

/**
 * Fits both; the mean of their answers is one sum of trees.
 *
 * @param rows checked
 * @throws {TrainingInputError} for classes, and the loss of counts: their answers are not sums of what trees say
 */
export async function fitBlend(
  prepared: Prepared,
  rows: Uint32Array,
  { forest, boosting }: BlendOptions,
  { onTree, signal }: FitHooks,
): Promise<FitResult> {
  const { dataset } = prepared;
  if (dataset.task === 'classification' || boosting.loss !== 'squared_error') {
    throw new TrainingInputError(
      `Found ${dataset.task === 'classification' ? 'classes' : `the loss ${boosting.loss}`} to blend forests and boosting of, expected a quantity and its squared error.`,
      'Fit one of the two.',
    );
  }
  const grown = await fitForest(prepared, rows, forest, { onTree, signal });
  const trees = countSteps(forest);
  const boosted = await fitBoosted(prepared, rows, boosting, {
    onTree: (rounds) => onTree?.(trees + rounds),
    signal,
  });
  return {
    forest: averageForests([added(grown.forest, boosted.forest), withoutCover(boosted.forest)]),
    dataset,
    importances: grown.importances.map((share, i) => (share + boosted.importances[i]!) / 2),
  };
}

/** A forest that averages, as one that adds up from where another does. */
function added(forest: Forest, { baseScore }: Forest): Forest {
  const base = baseScore[0] ?? 0;
  const trees = treeCount(forest);
  return {
    ...withoutCover(forest),
    aggregation: 'sum',
    baseScore,
    values: forest.values.map((value) => (value - base) / trees),
  };
}

/** Forests do not know it. */
function withoutCover(forest: Forest): Forest {
  return { ...forest, cover: new Float64Array(0) };
}
