import type { Coding } from './coding.ts';

/** Some rows of a table as small whole numbers, column by column. */
export interface CodedRows {
  readonly rowCount: number;
  /** One per feature of the coding. */
  readonly columns: readonly CodedColumn[];
  /** Length rowCount: classes, or quantities. */
  readonly target: Int32Array | Float64Array;
  /** Length rowCount: the line of its file on which each row starts. */
  readonly lines: Uint32Array;
}

export interface CodedColumn {
  /** Length rowCount: of a number its place among the bins, of a category its level; codeCount is missing. */
  readonly codes: Codes;
  /** Length rowCount: the numbers themselves, of a feature that has more of them than codes. */
  readonly values?: Float64Array | undefined;
}

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** A class of typed arrays. */
export interface NumbersOf<Numbers> {
  new (values: number | ArrayLike<number>): Numbers;
  new (buffer: ArrayBufferLike, start: number, length: number): Numbers;
  readonly BYTES_PER_ELEMENT: number;
}

/** Arrays for rows of a coding: codes have as few bytes as hold the largest, 1, 2 or 4. */
export function codesFor(codeCount: number): NumbersOf<Codes> {
  if (codeCount < 2 ** 8) return Uint8Array;
  return codeCount < 2 ** 16 ? Uint16Array : Uint32Array;
}

export function targetFor({ classCount }: Coding): NumbersOf<CodedRows['target']> {
  return classCount > 0 ? Int32Array : Float64Array;
}
