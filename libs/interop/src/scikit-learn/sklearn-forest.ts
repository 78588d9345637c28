import type { Forest } from '@lambda-forest/forest';

import type { StepColumn } from './steps/step-column.ts';

/** What a reader makes of an estimator. */
export interface SklearnForest {
  readonly forest: Forest;
  /** What its trees split. */
  readonly columns: readonly StepColumn[];
  /** Where trees count all of them. */
  readonly trainRows?: number | undefined;
  readonly takesMissing: boolean;
}
