import type { Forest } from '@lambda-forest/forest';

/** What a reader makes of an estimator. */
export interface SklearnForest {
  readonly forest: Forest;
  /** Of the largest tree, where trees count them. */
  readonly trainRows?: number | undefined;
}
