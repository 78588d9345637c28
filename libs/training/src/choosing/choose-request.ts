import type { Fold } from '@lambda-forest/data';

import type { PreparedEngine } from '../engine.ts';
import type { Candidate } from './candidates.ts';

/** What to choose from, and how. */
export interface ChooseRequest {
  /** Shared by all candidates. */
  readonly prepared: PreparedEngine;
  readonly folds: readonly Fold[];
  /** At least one; those of boosting with the most rounds as `maxIter`. */
  readonly candidates: readonly Candidate[];
  /** Whether the mean of the best forest and the best boosting is one more candidate: only for quantities. Default: no. */
  readonly blends?: boolean;
  /** Boosting stops after this many rounds that do not lower the loss. Absent: it never stops. */
  readonly patience?: number | undefined;
  /** The loss of each of some rows, by their answers. */
  readonly lossOf: (rows: Uint32Array, scores: Float64Array) => Float64Array;
  /** Length rowCount: how much each row's loss counts. Absent if all count the same. */
  readonly weights?: Float64Array | undefined;
  /** Called after each tree, or round, with how many are finished, and how many are grown at most. */
  readonly onTree?: (finished: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
}
