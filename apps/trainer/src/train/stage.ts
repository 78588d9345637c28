import type { Dataset, Fold, Split } from '@lambda-forest/data';
import type { MetricName } from '@lambda-forest/evaluator';
import type { PreparedEngine } from '@lambda-forest/training';

import type { TrainOptions } from './train-options.ts';

/** What the steps of a training share. */
export interface Stage {
  readonly dataset: Dataset;
  readonly prepared: PreparedEngine;
  readonly split: Split;
  /** Of the training rows. */
  readonly folds: readonly Fold[];
  readonly options: TrainOptions;
  /** What folds and trials are compared by. */
  readonly metric: MetricName;
  readonly events: StageEvents;
  readonly signal: AbortSignal;
}

/** What a training reports while it runs. */
export interface StageEvents {
  /** `done` of `total` trees of the stage `label`. */
  onProgress(label: string, done: number, total: number): void;
  onStageDone(label: string): void;
}
