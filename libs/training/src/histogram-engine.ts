/**
 * The engine `histogram`: our own. The table is binned once when it is prepared; trees grow in a WebAssembly
 * kernel if it has been built, and otherwise, equal to the bit but slowly, in TypeScript. It supports missing
 * values and categorical features, and draws features once per split. `docs/training.md` explains it.
 */
import type { Dataset } from '@lambda-forest/data';
import {
  bagOfTree,
  binTableInThreads,
  growForest,
  HISTOGRAM_VERSION,
  loadKernel,
} from '@lambda-forest/histogram';
import type { BinnedTable, ForestJob, KernelModule } from '@lambda-forest/histogram';

import type { Engine, FitHooks, FitResult, OutOfBag } from './engine.ts';
import { TrainingCancelledError } from './errors.ts';
import type { ForestOptions } from './forest-options.ts';
import {
  columnSources,
  growthLimits,
  growthTarget,
  rowWeights,
} from './histogram/growth-problem.ts';
import { ImportanceTally } from './importance-tally.ts';
import { scoreOutOfBag } from './out-of-bag.ts';
import { requireCriterion, requireRows } from './training-input.ts';
import { validateForestOptions } from './validate-forest-options.ts';

/** @param threads for large tables and fits; the forests do not depend on it. At least 1. */
export function createHistogramEngine(threads: number): Engine {
  return {
    name: 'histogram',
    version: `histogram@${HISTOGRAM_VERSION}`,
    async prepare(dataset) {
      const { rowCount, columns } = dataset;
      const codes = new Uint16Array(new SharedArrayBuffer(2 * rowCount * columns.length));
      const table = await binTableInThreads(columnSources(dataset), codes, threads);
      const prepared = { dataset, table, kernel: await loadKernel(), threads };
      return { fit: (rows, options, hooks = {}) => fit(prepared, rows, options, hooks) };
    },
  };
}

interface Prepared {
  readonly dataset: Dataset;
  readonly table: BinnedTable;
  /** Undefined if it has not been built. */
  readonly kernel: KernelModule | undefined;
  readonly threads: number;
}

async function fit(
  { dataset, table, kernel, threads }: Prepared,
  rows: Uint32Array,
  options: ForestOptions,
  hooks: FitHooks,
): Promise<FitResult> {
  const featureCount = dataset.columns.length;
  validateForestOptions(options, featureCount);
  requireRows(dataset, rows);
  requireCriterion(dataset, rows, options);

  const target = growthTarget(dataset);
  const job: ForestJob = {
    problem: {
      table,
      target,
      weights: rowWeights(dataset, rows, options),
      limits: growthLimits(options, featureCount),
    },
    kernel,
    trees: options.nEstimators,
    rows,
    bootstrap: options.bootstrap,
    randomState: options.randomState,
  };
  const grown = await growForest(job, { ...hooks, threads }).catch((error: unknown) => {
    if (hooks.signal?.aborted === true) throw new TrainingCancelledError(hooks.signal.reason);
    throw error;
  });
  const { forest } = grown;
  const tally = new ImportanceTally(featureCount);
  grown.importances.forEach((decrease, at) => {
    tally.addSplit(at % featureCount, decrease);
    if ((at + 1) % featureCount === 0) tally.endTree();
  });
  const importances = tally.importances();
  if (!options.bootstrap) return { forest, importances };

  const bagOf = (tree: number) => bagOfTree(job, tree).rows;
  let outOfBag: OutOfBag | undefined; // scored on first use: it takes as long as growing
  return {
    forest,
    importances,
    bagOf,
    get outOfBag() {
      return (outOfBag ??= scoreOutOfBag(forest, dataset, rows, bagOf));
    },
  };
}
