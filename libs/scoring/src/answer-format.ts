import type { RowBatch } from './row-batch.ts';

/** How predictions are written. */
type AnswerFormat = 'csv' | 'jsonl';

export interface AnswerWriter {
  /** Names of what it writes for a row: columns of CSV, members of JSON. */
  readonly names: readonly string[];
  /**
   * The text before the first row.
   *
   * @param kept names of the file's columns that come before the answers
   */
  header(kept: readonly string[]): string;
  /**
   * One line for each row of the batch, in its order; a row with a problem has that instead of an answer.
   *
   * @param scores one row of outputCount numbers for each row of the batch, row-major
   * @param intervals the lower and upper end for each row, if they are asked for
   */
  write(batch: RowBatch, scores: Float64Array, intervals?: Float64Array): string;
}

export interface AnswerOptions {
  readonly format: AnswerFormat;
  /** Whether each class's probability is written too. */
  readonly probabilities: boolean;
  /** Whether the ends of each quantity's interval are written too. Default false. */
  readonly intervals?: boolean;
  /** Whether cells of CSV that a spreadsheet would run are written as texts. Default false. */
  readonly safeCsv?: boolean;
}
