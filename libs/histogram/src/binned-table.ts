/**
 * A table whose values have been replaced by small whole numbers that sort as they do.
 *
 * Words used here:
 *   code      represents a value: its rank among the feature's values, or a level's index
 *   missing   the code above all others, `codeCount` of its feature
 */
export interface BinnedTable {
  readonly rowCount: number;
  /** One entry a feature. */
  readonly features: readonly BinnedFeature[];
  /** One a feature, of length rowCount: the code of each row. */
  readonly columns: readonly Codes[];
}

/** Either has room for a feature's codes and the one for missing, or is wider than it needs to be. */
export type Codes = Uint8Array | Uint16Array;

export type BinnedFeature = NumericBins | CategoricalBins;

/** Codes are ranks: a smaller value never has a larger code. */
export interface NumericBins {
  readonly kind: 'numeric';
  /** 0 to 65,535. */
  readonly codeCount: number;
  /** Length codeCount, ascending: the smallest and the largest value of each code. The same array if each has only one, for a wide table has many. */
  readonly minima: Float64Array;
  readonly maxima: Float64Array;
}

/** Codes are levels: 0 to codeCount - 1, in no meaningful order. */
export interface CategoricalBins {
  readonly kind: 'categorical';
  readonly codeCount: number;
}

/** A class of typed arrays. */
export interface NumbersOf<Numbers> {
  new (values: number | ArrayLike<number>): Numbers;
  new (buffer: ArrayBufferLike, start: number, length: number): Numbers;
  readonly BYTES_PER_ELEMENT: number;
}

/** The narrowest arrays for the codes of a feature. */
export function codesFor(codeCount: number): NumbersOf<Codes> {
  return codeCount < 2 ** 8 ? Uint8Array : Uint16Array;
}

/** Codes are 16 bits wide and one is kept for missing values. */
export const MAX_CODES = 65_535;
