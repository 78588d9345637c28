import { bagOfTree } from '@lambda-forest/histogram';
import type { ForestJob } from '@lambda-forest/histogram';

import type { FitHooks, FitResult, OutOfBag } from '../engine.ts';
import type { ForestOptions } from '../forest-options.ts';
import { ImportanceTally } from '../importance-tally.ts';
import { scoreOutOfBag } from '../out-of-bag.ts';
import { requireSuited } from '../require-suited.ts';
import { requireGrowable } from '../training-input.ts';
import { addPriorTrees } from './add-prior-trees.ts';
import { growthLimits, growthTarget, rowWeights } from './growth-problem.ts';
import type { Prepared } from './prepared.ts';

/** Fits a random forest. @param rows checked */
export async function fitForest(
  { dataset, table, kernel, threads, grow }: Prepared,
  rows: Uint32Array,
  options: ForestOptions,
  hooks: FitHooks,
): Promise<FitResult> {
  const featureCount = dataset.columns.length;
  requireSuited(dataset, rows, options);

  const weights = rowWeights(dataset, rows, options);
  const job: ForestJob = {
    problem: {
      table,
      target: growthTarget(dataset),
      weights,
      limits: growthLimits(options, featureCount),
    },
    kernel,
    trees: options.nEstimators,
    rows,
    bootstrap: options.bootstrap,
    randomState: options.randomState,
    shards: options.rowShards,
  };
  const { rowShards, nEstimators, priorTrees, bootstrap } = options;
  const fitRows = rows.length / rowShards;
  const rowCount = rowShards === 1 ? table.rowCount : fitRows;
  requireGrowable(job.problem, { rowCount, fitRows, bootstrap });
  const grown = await grow(job, { ...hooks, threads });
  const forest = addPriorTrees(grown.forest, dataset, rows, weights, priorTrees);
  const tally = new ImportanceTally(featureCount);
  grown.importances.forEach((decrease, at) => {
    tally.addSplit(at % featureCount, decrease);
    if ((at + 1) % featureCount === 0) tally.endTree();
  });
  const importances = tally.importances();
  if (!options.bootstrap) return { forest, dataset, importances };

  const bagOf = (tree: number) =>
    tree < nEstimators ? bagOfTree(job, tree).rows : new Uint32Array(0);
  let outOfBag: OutOfBag | undefined; // scored on first use: it takes as long as growing
  return {
    forest,
    dataset,
    importances,
    bagOf,
    get outOfBag() {
      return (outOfBag ??= scoreOutOfBag(forest, dataset, rows, bagOf));
    },
  };
}
