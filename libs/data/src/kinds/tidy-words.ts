import type { MissingTest } from '@lambda-forest/schema';

import type { WordColumn } from '../columns/column.ts';

/** A column's distinct values: cells without the blanks around them, and without the missing ones. */
export interface TidyWords {
  /** Distinct, in order of appearance. */
  readonly words: readonly string[];
  /** Rows per word. */
  readonly counts: readonly number[];
  /** Per code of the column: the index of its word, or -1 where the cell is missing. */
  readonly of: Int32Array;
  /** Rows without a value. */
  readonly missing: number;
  /** Rows with one. */
  readonly present: number;
}

export function tidyWords(column: WordColumn, isMissing: MissingTest): TidyWords {
  const { words } = column;
  const rowsOf = rowsOfWords(column);
  const indexOf = new Map<string, number>();
  const tidy: string[] = [];
  const counts: number[] = [];
  let missing = 0;
  const of = Int32Array.from(words, (word, code) => {
    const text = word.trim();
    if (isMissing(text)) {
      missing += rowsOf[code]!;
      return -1;
    }
    let index = indexOf.get(text);
    if (index === undefined) {
      index = tidy.length;
      indexOf.set(text, index);
      tidy.push(text);
      counts.push(0);
    }
    counts[index]! += rowsOf[code]!;
    return index;
  });
  const present = counts.reduce((sum, rows) => sum + rows, 0);
  return { words: tidy, counts, of, missing, present };
}

/** How many rows have each of a column's words. */
export function rowsOfWords({ words, codes, counts }: WordColumn): Float64Array {
  if (counts !== undefined) return counts;
  const rows = new Float64Array(words.length);
  for (const code of codes) rows[code]!++;
  return rows;
}

/** Length rowCount: what `valueOf` has for each row's word, and NaN where the cell is missing. */
export function valuesOf(
  { codes }: WordColumn,
  { of }: TidyWords,
  valueOf: ArrayLike<number>,
): Float64Array {
  const ofCode = Float64Array.from(of, (index) => (index < 0 ? NaN : valueOf[index]!));
  const values = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) values[row] = ofCode[codes[row]!]!;
  return values;
}
