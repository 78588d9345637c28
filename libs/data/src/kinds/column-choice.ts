import type { DateFormat } from '@lambda-forest/schema';

/** A user's choice for a column, in place of what its cells look like. */
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
  /** Default: inferred. */
  readonly kind?: ColumnKind;
  /** Of a categorical column: its levels in this order, and no others. Default: those that it has, sorted. */
  readonly levels?: readonly string[];
  /** Of a date-time column. Default: inferred. */
  readonly format?: DateFormat;
}

/** A user's choices for a table, as in `--schema`. */
export interface SchemaChoice {
  readonly columns: readonly ColumnChoice[];
  readonly missingMarkers?: readonly string[];
}
