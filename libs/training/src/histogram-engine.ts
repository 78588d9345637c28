/**
 * The engine `histogram`: our own. The table is binned once when it is prepared; trees grow in a WebAssembly
 * kernel if it has been built, and otherwise, equal to the bit but slowly, in TypeScript. It supports missing
 * values and categorical features, and draws features once per split. `docs/training.md` explains it.
 */
import type { Dataset } from '@lambda-forest/data';
import {
  binTableInThreads,
  growForest,
  HISTOGRAM_VERSION,
  loadKernel,
} from '@lambda-forest/histogram';
import type { BinnedTable } from '@lambda-forest/histogram';

import type { Engine, FitHooks, FitResult, PreparedEngine } from './engine.ts';
import { TrainingCancelledError } from './errors.ts';
import { binAgain } from './histogram/bin-again.ts';
import type { KnownColumns } from './histogram/bin-again.ts';
import { fitBlend } from './histogram/fit-blend.ts';
import { fitBoosted } from './histogram/fit-boosted.ts';
import { fitForest } from './histogram/fit-forest.ts';
import { columnSources } from './histogram/growth-problem.ts';
import type { Prepared } from './histogram/prepared.ts';
import type { LearnerOptions } from './learner-options.ts';
import { requireRows } from './training-input.ts';

/** What of the work has been done, or is done, outside of the engine. Forests do not depend on it. */
export interface Elsewhere {
  /** Columns that need not be binned. */
  readonly known?: KnownColumns | undefined;
  /** Grows the trees of a forest. Default: this process does. */
  readonly grow?: typeof growForest | undefined;
}

/** @param threads for large tables and fits; the forests do not depend on it. At least 1. */
export function createHistogramEngine(threads: number, elsewhere: Elsewhere = {}): Engine {
  const { known, grow = growForest } = elsewhere;
  return {
    name: 'histogram',
    version: `histogram@${HISTOGRAM_VERSION}`,
    async prepare(dataset) {
      const table = await (known === undefined ? bin(dataset, threads) : binAgain(known, dataset));
      return fitsOf({ dataset, table, kernel: await loadKernel(), threads, grow });
    },
  };
}

function bin(dataset: Dataset, threads: number): Promise<BinnedTable> {
  const { rowCount, columns } = dataset;
  const codes = new Uint16Array(new SharedArrayBuffer(2 * rowCount * columns.length));
  return binTableInThreads(columnSources(dataset), codes, threads);
}

function fitLearner(
  prepared: Prepared,
  rows: Uint32Array,
  options: LearnerOptions,
  hooks: FitHooks,
): Promise<FitResult> {
  switch (options.learner) {
    case 'forest':
      return fitForest(prepared, rows, options, hooks);
    case 'boosting':
      return fitBoosted(prepared, rows, options, hooks);
    case 'blend':
      return fitBlend(prepared, rows, options, hooks);
  }
}

function fitsOf(prepared: Prepared): PreparedEngine {
  return {
    async fit(rows, options, hooks = {}) {
      requireRows(prepared.dataset, rows);
      return fitLearner(prepared, rows, options, hooks).catch((error: unknown) => {
        if (hooks.signal?.aborted === true) throw new TrainingCancelledError(hooks.signal.reason);
        throw error;
      });
    },
    withColumns(dataset) {
      const known = { columns: prepared.dataset.columns, table: prepared.table };
      return Promise.resolve(fitsOf({ ...prepared, dataset, table: binAgain(known, dataset) }));
    },
  };
}
