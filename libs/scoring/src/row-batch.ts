import type { Keep } from './kept-columns.ts';

/**
 * Rows on their way from a file to the forest: a fixed number of them, filled, handed on and filled again, so that
 * memory does not grow with the file.
 */
export class RowBatch {
  /** Most rows it holds. */
  readonly capacity: number;
  readonly featureCount: number;
  /** capacity rows of featureCount numbers, row-major; NaN is missing. Those of a row with a problem mean nothing. */
  readonly rows: Float64Array;
  /** Length capacity: the line of the file, from 1, on which each row starts. */
  readonly lines: Float64Array;
  /** How many rows are filled. */
  count = 0;
  /** Names of the file's columns that are written beside the answers. */
  keptNames: readonly string[] = [];
  /** Per filled row, its values of those columns: texts of CSV, values of other formats. Empty if there are none. */
  readonly kept: (readonly unknown[])[] = [];
  /** What is wrong with a row, by its index in the batch. Rows without an entry are good. */
  readonly problems = new Map<number, string>();

  constructor(featureCount: number, capacity: number) {
    this.capacity = capacity;
    this.featureCount = featureCount;
    this.rows = new Float64Array(featureCount * capacity);
    this.lines = new Float64Array(capacity);
  }

  /** Adds to what is wrong with the row that is being filled. */
  addProblem(message: string): void {
    const before = this.problems.get(this.count);
    this.problems.set(this.count, before === undefined ? message : `${before}; ${message}`);
  }

  clear(): void {
    this.count = 0;
    this.kept.length = 0;
    this.problems.clear();
  }
}

/** Rows in a batch: enough to be quick, and few enough for the processor's cache. */
export const BATCH_ROWS = 2_048;
/** Numbers in a batch: of a wide table fewer rows make one. */
const BATCH_CELLS = 4_194_304;

/** How many rows of so many features make a batch. */
export function rowsOfBatch(featureCount: number): number {
  return Math.min(BATCH_ROWS, Math.ceil(BATCH_CELLS / featureCount));
}

/** Where the sinks of the formats put rows. */
export interface RowTarget {
  readonly source: string;
  readonly batch: RowBatch;
  /** Undefined: no column of the file is kept. */
  readonly keep: Keep | undefined;
  /** As `RowReaderOptions` has it. */
  readonly onNotice: (text: string) => void;
  /** The row of the batch that was being filled is complete: it starts on this line of the file. */
  endRow(line: number): void;
}
