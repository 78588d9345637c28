import { codesFor as binnedCodesFor, MAX_CODES } from '@lambda-forest/histogram';
import type { Codes as BinnedCodes, NumbersOf } from '@lambda-forest/histogram';

import type { Coding } from './coding.ts';

/** Some rows of a table as small whole numbers, column by column. */
export interface CodedRows {
  readonly rowCount: number;
  /** One per feature of the coding. */
  readonly columns: readonly CodedColumn[];
  /** Length rowCount: classes, or quantities. */
  readonly target: Int32Array | Float64Array;
  /** Length rowCount: the line of its file on which each row starts. Empty where only trees are grown from the rows. */
  readonly lines: Uint32Array;
}

export interface CodedColumn {
  /** Length rowCount: of a number its place among the bins, of a category its level; codeCount is missing. */
  readonly codes: Codes;
  /** Length rowCount: the numbers themselves, of a feature that has more of them than codes. */
  readonly values?: Float64Array | undefined;
}

export type Codes = BinnedCodes | Uint32Array;

/** Arrays for rows of a coding: codes have as few bytes as hold the largest, 1, 2 or 4. */
export function codesFor(codeCount: number): NumbersOf<Codes> {
  return codeCount <= MAX_CODES ? binnedCodesFor(codeCount) : Uint32Array;
}

export function targetFor({ classCount }: Coding): NumbersOf<CodedRows['target']> {
  return classCount > 0 ? Int32Array : Float64Array;
}
