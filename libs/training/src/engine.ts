import type { Dataset } from '@lambda-forest/data';
import type { Forest } from '@lambda-forest/forest';
import type { EarlyStopping } from '@lambda-forest/histogram';

import type { LearnerOptions } from './learner-options.ts';

/**
 * What grows trees, of a random forest or boosted ones as the options say. `prepare` does once what depends on the table alone (such as binning), so
 * that cross-validation, a search and the final fit share it; `fit` then grows a forest on some of its rows.
 *
 * ```ts
 * const prepared = await engine.prepare(dataset);
 * const { forest } = await prepared.fit(split.train, options);
 * ```
 */
export interface Engine {
  /** As `--engine` names it. */
  readonly name: string;
  /** The implementation and its version, for provenance, as `name@version`. */
  readonly version: string;
  /**
   * A promise, so that an engine may share the work between threads.
   *
   * @throws {TrainingInputError} for a table that this engine cannot learn from
   */
  prepare(dataset: Dataset): Promise<PreparedEngine>;
}

export interface PreparedEngine {
  /**
   * Fits a learner. The same dataset, rows, options and seed give the same forest.
   *
   * @param rows indices into the dataset, at least one; an index counts as often as it is repeated
   * @throws {InvalidOptionError} for an option out of its bounds
   * @throws {UnsupportedOptionError} for an option that this engine cannot honour
   * @throws {TrainingInputError} for no rows, or an index out of the dataset's range
   * @throws {TrainingCancelledError} once `hooks.signal` is aborted
   */
  fit(rows: Uint32Array, options: LearnerOptions, hooks?: FitHooks): Promise<FitResult>;
  /**
   * The same for another dataset of the same rows: columns that are the same arrays are not prepared again.
   *
   * @throws {TrainingInputError} as `prepare`
   */
  withColumns(dataset: Dataset): Promise<PreparedEngine>;
}

export interface FitHooks {
  /** Called after each tree, or each round of boosting, with how many are finished. */
  readonly onTree?: ((finished: number) => void) | undefined;
  /** Aborting it ends the fit with a TrainingCancelledError. */
  readonly signal?: AbortSignal | undefined;
  /** Of boosting: the losses of these rows end it, and `heldOutLosses` has them. Forests ignore it. */
  readonly earlyStopping?: EarlyStopping | undefined;
}

export interface FitResult {
  readonly forest: Forest;
  /**
   * What the forest reads: rows of the fit as it learned from them, other rows as they will be served. Names are
   * numbers here, which each fit makes of its own rows; without names it is the dataset that was prepared.
   */
  readonly dataset: Dataset;
  /**
   * How much each feature lowered impurity, or the loss, in schema order: not negative, summing to 1 (all 0 if no
   * split lowered it).
   */
  readonly importances: Float64Array;
  /** Of boosting with early stopping: the mean loss of the held-out rows before the first round and after each. */
  readonly heldOutLosses?: readonly number[];
  /** Absent without bags: then no row is out of any tree's bag. */
  readonly outOfBag?: OutOfBag;
  /**
   * The rows that tree t was grown on, drawn again at each call: indices into the dataset, in any order, repeated or
   * not. Absent without bags.
   */
  readonly bagOf?: (tree: number) => Uint32Array;
}

/** The trees' answers for rows that they were not grown on. */
export interface OutOfBag {
  /** The distinct rows that at least one tree left out, ascending: m indices into the dataset. */
  readonly rows: Uint32Array;
  /** m rows of outputCount numbers, row-major: the mean answer of the trees that left the row out. */
  readonly scores: Float64Array;
}
