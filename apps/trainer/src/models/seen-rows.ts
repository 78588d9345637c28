/**
 * Tells whether rows that look new are rows that a model was trained on: in a copy of the table that was unpacked,
 * sorted, cut or written by another program, which is why its bytes do not tell.
 *
 * Training keeps a sample of marks, each a hash of a whole row: the least ones, so that a row is in the sample or
 * not whatever table it stands in (A. Broder, "On the resemblance and containment of documents", 1997). Rows of
 * another table whose marks lie in the sample's range are in it, or were not trained on.
 */
import { hashRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';

/** What metadata.json keeps of the rows that a model was trained on. */
export interface RowMarks {
  /** Ascending, each once; at most MOST_MARKS. */
  readonly marks: readonly number[];
  /** The share of held-out rows that equal a training row, 0 to 1: new rows are expected to as often. */
  readonly coincident: number;
}

/** How many of some rows equal training rows, judging by their marks. */
export interface SeenRows {
  /** The share of the rows that equal a training row, 0 to 1; an estimate. */
  readonly share: number;
  /** Whether that is more than new rows of the same kind have. */
  readonly isSuspicious: boolean;
}

const MOST_MARKS = 512;
/** Fewer equal rows may be chance. */
const FEWEST_EQUAL = 3;
/** A share of equal rows that is above what is usual by so much is no chance. */
const SUSPICIOUS_EXCESS = 0.1;

/**
 * @param dataset in its original units, with all rows of the training
 * @param train indices of the rows that were trained on, at least one
 * @param test indices of those held out
 */
export function markRows(dataset: Dataset, train: Uint32Array, test: Uint32Array): RowMarks {
  const trained = marksOf(dataset, train).sort();
  const marks: number[] = [];
  for (let i = 0; i < trained.length && marks.length < MOST_MARKS; i++) {
    if (trained[i] !== marks.at(-1)) marks.push(trained[i]!);
  }
  const equal = marksOf(dataset, test).filter((mark) => holds(trained, mark)).length;
  return { marks, coincident: test.length === 0 ? 0 : equal / test.length };
}

/** @param sorted ascending */
function holds(sorted: Float64Array, mark: number): boolean {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! < mark) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === mark;
}

/**
 * @param dataset of the model's schema, in its original units
 * @returns undefined where there are too few rows in the range of the marks to say anything
 */
export function findSeenRows(
  dataset: Dataset,
  rows: Uint32Array,
  known: RowMarks,
): SeenRows | undefined {
  const sample = new Set(known.marks);
  // Where all training rows have their mark, every row can be recognised.
  const end = known.marks.length < MOST_MARKS ? Infinity : known.marks.at(-1)!;
  const inRange = marksOf(dataset, rows).filter((mark) => mark <= end);
  if (inRange.length === 0) return undefined;
  const equal = inRange.reduce((sum, mark) => sum + (sample.has(mark) ? 1 : 0), 0);
  const share = equal / inRange.length;
  return {
    share,
    isSuspicious: equal >= FEWEST_EQUAL && share >= known.coincident + SUSPICIOUS_EXCESS,
  };
}

/** In a sentence, after what the rows are called. */
export function describeSeen({ share }: SeenRows): string {
  return `about ${Math.round(100 * share)} % of which equal rows that the model was trained on`;
}

export const SEEN_WARNING =
  'Warning: many of these rows equal rows that were trained on. If this table is a copy of the training table, or shares rows with it, the numbers are too good: give the training table itself, of which the held-out rows are known, or new rows.';

/** A whole number below 2^52 for each row: of the values of its features and of its target. */
function marksOf({ columns, target }: Dataset, rows: Uint32Array): Float64Array {
  return hashRows([...columns, Float64Array.from(target)], rows);
}
