import type { ColumnReport, Dataset, Split } from '@lambda-forest/data';
import type { MetricName } from '@lambda-forest/evaluator';
import type { Forest } from '@lambda-forest/forest';
import type { Importances } from '@lambda-forest/report';
import type { Schema } from '@lambda-forest/schema';
import type { Choice, LearnerOptions, Trial } from '@lambda-forest/training';

import type { Judgement } from '../evaluate/judgement.ts';
import type { Metrics } from '../evaluate/metrics.ts';
import type { CrossValidation } from './cross-validation.ts';
import type { Division } from './split-data.ts';

/** A forest with everything that was found out about it. */
export interface Training {
  /** All rows, in original units, with names and texts as the numbers that the service makes of them. */
  readonly dataset: Dataset;
  /** The same as the forest reads them, scaled; of the training rows with the numbers that it learned from. */
  readonly learned: Dataset;
  /** What the forest's training rows looked like: what the service will ask of a request. */
  readonly schema: Schema;
  readonly forest: Forest;
  readonly split: Split;
  readonly division: Division;
  /** What became of every column of the table. */
  readonly columns: readonly ColumnReport[];
  readonly engine: { readonly name: string; readonly version: string };
  /** What was fitted: as given, chosen, or found by the search. */
  readonly options: LearnerOptions;
  /** What was compared to choose it. Absent where the options left nothing to choose. */
  readonly choice?: Choice & {
    /** What was compared, in words. */
    readonly loss: string;
  };
  /** What folds, trials and shuffled features are compared by. */
  readonly metric: MetricName;
  /** The search's trials, the best first. Absent without a search. */
  readonly search?: readonly Trial[];
  readonly crossValidation: CrossValidation;
  /** On the test rows, never used in training. */
  readonly judgement: Judgement;
  /** What was judged: one row of outputCount numbers for each of `split.test`, row-major. */
  readonly testScores: Float64Array;
  /** The rows that a tree was grown on, drawn again at each call. Absent without bootstrap. */
  readonly bagOf?: (tree: number) => Uint32Array;
  /** On the training rows, each by the trees that had not seen it. Absent without bootstrap. */
  readonly outOfBag?: Metrics;
  /** The metric on the same rows. */
  readonly outOfBagScore?: number | null;
  /** How much each feature lowered impurity, in schema order, summing to 1. */
  readonly impurity: Float64Array;
  /** By columns as given, on the test rows. */
  readonly importances: Importances;
}
