import type { Forest } from '@lambda-forest/forest';

import type { ForeignModel } from '../foreign-model.ts';
import type { StepColumn } from './steps/step-column.ts';

/** What a reader makes of an estimator. */
export interface SklearnForest {
  readonly forest: Forest;
  /** What its trees split. */
  readonly columns: readonly StepColumn[];
  /** Where trees count all of them. */
  readonly trainRows?: number | undefined;
  readonly takesMissing: boolean;
  /** Whether trees are added in another order. Default: no. */
  readonly sumsVary?: boolean | undefined;
  /** The library that rounds sums as it does, if that is another one. */
  readonly booster?: Pick<ForeignModel, 'library' | 'version' | 'sumsVary'> | undefined;
}
