import type { DateFormat } from '@lambda-forest/schema';

/**
 * What a column holds, once that is decided. `values` have length rowCount and NaN where a cell is missing.
 */
export type ColumnContent =
  | { readonly kind: 'numeric'; readonly values: Float64Array }
  | {
      readonly kind: 'categorical';
      /** Distinct, sorted by code unit unless the user gave them. */
      readonly levels: readonly string[];
      /** Indices into `levels`. */
      readonly values: Float64Array;
    }
  | {
      readonly kind: 'boolean';
      /** 0 is false, 1 is true. */
      readonly values: Float64Array;
    }
  | {
      readonly kind: 'datetime';
      readonly format: DateFormat;
      /** Milliseconds since 1970-01-01T00:00Z. */
      readonly values: Float64Array;
    }
  | {
      /** Become numbers once the training rows are known. */
      readonly kind: 'names' | 'text';
      /** Distinct. */
      readonly levels: readonly string[];
      /** Indices into `levels`. */
      readonly values: Float64Array;
    }
  | LeftOut;

/** A column that is not a feature. */
export interface LeftOut {
  readonly kind: 'left-out';
  readonly reason: LeftOutReason;
  /** The reason in words, with numbers. */
  readonly why: string;
  /** Of an identifier: whether its numbers are given in an order of their own, which may say something of the rows. */
  readonly mayInform?: boolean;
}

/**
 * - `empty`: no row has a value
 * - `constant`: every row has the same one
 * - `identifier`: texts without common words, or whole numbers by the name of an id, that differ from row to row
 * - `ambiguous-date`: dates whose day and month could change places, or do from row to row
 * - `ignored`: the user chose so
 * - `nameless`: the file has no name for it
 * - `label`: an index of pandas, which labels the rows
 * - `mixed`: its cells contradict each other; only an inspection goes on without it
 */
export type LeftOutReason =
  | 'empty'
  | 'constant'
  | 'identifier'
  | 'ambiguous-date'
  | 'ignored'
  | 'nameless'
  | 'label'
  | 'mixed';

/** @param why with numbers, for the message */
export function leftOut(reason: LeftOutReason, why: string): LeftOut {
  return { kind: 'left-out', reason, why };
}
