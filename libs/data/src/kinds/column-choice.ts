import type { DateFormat } from '@lambda-forest/schema';

/** What a person may say that a column is, in place of what its cells look like. */
export const COLUMN_KINDS = [
  'numeric',
  'categorical',
  'boolean',
  'datetime',
  'names',
  'text',
  'ignore',
] as const;

export type ColumnKind = (typeof COLUMN_KINDS)[number];

export interface ColumnChoice {
  readonly name: string;
  /** Default: found out. */
  readonly kind?: ColumnKind;
  /** Of a categorical column: its levels in this order, and no others. Default: those that it has, sorted. */
  readonly levels?: readonly string[];
  /** Of a date-time column. Default: found out. */
  readonly format?: DateFormat;
}

/** A user's choices for a table, as in `--schema`. */
export interface SchemaChoice {
  readonly columns: readonly ColumnChoice[];
  readonly missingMarkers?: readonly string[];
}
