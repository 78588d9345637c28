/**
 * A column between two steps of a pipeline: always a function of one column of the table, so that a split on it is a
 * split on that column.
 */
export type StepColumn = PlainColumn | NumberColumn | BinColumn | LevelColumn | ConstantColumn;

interface StepBase {
  /** Index of the table's column. */
  readonly source: number;
  /** What a missing value has become: NaN if it still is one, undefined if a step refuses it. */
  readonly missing: number | undefined;
  /** Of a sparse table, which leaves zeros out: one of 0 and 1 alone, or of any numbers. Undefined: of a dense one. */
  readonly sparse?: 'ones' | 'any' | undefined;
}

/** The table's numbers or texts. */
export interface PlainColumn extends Omit<StepBase, 'missing'> {
  readonly kind: 'plain';
  /** A text where an imputer fills in one. */
  readonly missing: number | string | undefined;
}

interface NumberColumn extends StepBase {
  readonly kind: 'number';
  /** Of a number of the table; never falls where that rises. */
  readonly valueOf: (number: number) => number;
}

/** What is no rising function of the table's number: a column for one of its bins. */
export interface BinColumn extends StepBase {
  readonly kind: 'bins';
  /** The largest number of the table in each bin but the last, ascending: a bin of none has the end of the one before. */
  readonly ends: readonly number[];
  /** @param bin 0 to `ends.length` */
  readonly valueOf: (bin: number) => number;
}

export interface LevelColumn extends StepBase {
  readonly kind: 'levels';
  readonly levels: readonly string[];
  /** @param level an index */
  readonly valueOf: (level: number) => number;
  /** What a text that is no level has become; undefined if it is refused. */
  readonly unseen: number | undefined;
}

/** Whether a value was missing: all others are the same. */
interface ConstantColumn extends StepBase {
  readonly kind: 'constant';
  readonly value: number;
}

/**
 * A column whose values a step computes with.
 *
 * @param change never falls where its number rises; of NaN too
 * @returns undefined for texts
 */
export function changed(
  column: StepColumn,
  change: (number: number) => number,
): StepColumn | undefined {
  if (typeof column.missing === 'string') return undefined;
  const missing = column.missing === undefined ? undefined : change(column.missing);
  if (column.kind === 'constant') return { ...column, missing, value: change(column.value) };
  if (column.kind === 'plain') {
    return { ...column, kind: 'number', missing, valueOf: change };
  }
  const { valueOf } = column;
  const both = (argument: number) => change(valueOf(argument));
  if (column.kind === 'number' || column.kind === 'bins')
    return { ...column, missing, valueOf: both };
  const unseen = column.unseen === undefined ? undefined : change(column.unseen);
  return { ...column, missing, unseen, valueOf: both };
}

/** A column of which a step refuses missing values. */
export function requiringValues<C extends StepColumn>(column: C): C {
  return Number.isNaN(column.missing) ? { ...column, missing: undefined } : column;
}

/** Columns of tables that were joined into a sparse one, if `isSparse`: all are of that then. */
export function joined(columns: readonly StepColumn[], isSparse: boolean): StepColumn[] {
  const hasOnes = columns.every(({ sparse }) => sparse === 'ones');
  const sparse = isSparse ? (hasOnes ? 'ones' : 'any') : undefined;
  return columns.map((column) => ({ ...column, sparse }));
}
