/** What the graph makes of its inputs on the way to the trees. */

/** A column that requests send. */
export interface Source {
  readonly name: string;
  readonly isNamed: boolean;
  readonly type: 'float' | 'double' | 'whole' | 'text';
}

/** A feature of the trees: a function of one source. */
export type Column = NumberColumn | LevelColumn | TextColumn;

export interface NumberColumn {
  readonly kind: 'number';
  readonly source: number;
  /** From the source's value, a float64: never NaN for a number, and monotone. */
  readonly valueOf: (value: number) => number;
  /** Whether nothing has become of the value. */
  readonly isPlain: boolean;
  /** What a missing value becomes; NaN if nothing. */
  readonly missing: number;
  /** Whether the graph ends with an error for a missing value. Default: no. */
  readonly isStrict?: boolean;
}

export interface LevelColumn {
  readonly kind: 'level';
  readonly source: number;
  /** Texts with a value of their own. */
  readonly levels: readonly string[];
  /** Whether the graph ends with an error for any other text, an empty one too. Default: no. */
  readonly isStrict?: boolean;
  /** Of a text, an empty one if it is missing; undefined for one that is not listed. */
  readonly valueOf: (text: string | undefined) => number;
}

/** A text as it is. */
interface TextColumn {
  readonly kind: 'text';
  readonly source: number;
}

/** Monotone; NaN for NaN alone. */
export type Step = (value: number) => number;

/** Undefined for a text, of which there is no number yet. */
export function applyStep(column: Column, apply: Step): Column | undefined {
  if (column.kind === 'text') return undefined;
  if (column.kind === 'level')
    return { ...column, valueOf: (text: string | undefined) => apply(column.valueOf(text)) };
  return {
    ...column,
    valueOf: (value: number) => apply(column.valueOf(value)),
    isPlain: false,
    missing: apply(column.missing),
  };
}
