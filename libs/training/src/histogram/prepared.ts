import type { Dataset } from '@lambda-forest/data';
import type { BinnedTable, growForest, KernelModule } from '@lambda-forest/histogram';

/** What all fits on a table share. */
export interface Prepared {
  readonly dataset: Dataset;
  readonly table: BinnedTable;
  /** Undefined if it has not been built. */
  readonly kernel: KernelModule | undefined;
  readonly threads: number;
  /** Grows the trees of forests, in this process or elsewhere. */
  readonly grow: typeof growForest;
}
