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
  /** Column-major: the code of feature f in row r is codes[f * rowCount + r]. */
  readonly codes: Uint16Array;
}

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

/** Codes are 16 bits wide and one is kept for missing values. */
export const MAX_CODES = 65_535;
