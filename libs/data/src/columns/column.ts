import type { DateFormat } from '@lambda-forest/schema';

import type { CodeLike } from './code-like.ts';
import type { MixedZones } from './mixed-zones.ts';

/**
 * A column of a table as reading leaves it: compact, and not yet decided on. Rows are counted from 0.
 *
 * - `words`: few distinct cells. A row has the index of its cell in `words`.
 * - `numbers`, `times`: too many distinct cells to list, at least nine in ten of them numbers, or date-times.
 * - `text`: too many distinct cells, and none of these: they are not kept.
 */
export type Column = WordColumn | NumberColumn | TimeColumn | TextColumn;

/** What a column that stands for many rows has besides: then an entry is not a row but a distinct cell. */
interface Counted {
  /** Rows per entry. Absent: each is one. */
  readonly counts?: Float64Array;
}

export interface WordColumn extends Counted {
  readonly form: 'words';
  /** Distinct cells exactly as the file has them, in order of appearance. */
  readonly words: readonly string[];
  /** Length rowCount: indices into `words`. */
  readonly codes: Uint32Array;
  /** Whether the file itself says that some of the cells that look like numbers are texts, as JSON can. */
  readonly hasTextNumbers: boolean;
  /** Whether it says of some that they are numbers. */
  readonly hasNumbers: boolean;
}

interface ValueColumn extends Counted {
  /** Length rowCount. NaN: the cell is missing, or odd. */
  readonly values: Float64Array;
  /** The first cells that are neither a value nor missing. */
  readonly odd: readonly OddCell[];
  /** How many such cells there are in all. */
  readonly oddCount: number;
}

export interface NumberColumn extends ValueColumn {
  readonly form: 'numbers';
  /** Whether the first distinct cells may have been codes. */
  readonly codeLike: CodeLike | undefined;
  /** With `counts`: whether values only rise or only fall from row to row. */
  readonly isOrdered?: boolean;
}

export interface TimeColumn extends ValueColumn {
  readonly form: 'times';
  /** `values` are milliseconds since 1970-01-01T00:00Z, read in this format. */
  readonly format: DateFormat;
  /** Of the first distinct cells. */
  readonly zones: MixedZones | undefined;
}

interface TextColumn {
  readonly form: 'text';
  /** The first cells. */
  readonly examples: readonly string[];
  /** Rows with a missing cell. */
  readonly missing: number;
}

export interface OddCell {
  readonly row: number;
  readonly text: string;
}
