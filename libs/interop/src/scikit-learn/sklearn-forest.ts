import type { Forest } from '@lambda-forest/forest';

/** What a reader makes of an estimator. */
export interface SklearnForest {
  readonly forest: Forest;
  /** Where trees count all of them. */
  readonly trainRows?: number | undefined;
  readonly takesMissing: boolean;
}
