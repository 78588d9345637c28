/** The numbers that the boosting kernel and its host agree on: AssemblyScript and TypeScript both read this file. */

// Losses.
export const SQUARED_ERROR = 0;
export const POISSON = 1;
export const QUANTILE = 2;
export const LOGISTIC = 3;
export const SOFTMAX = 4;

/** No limit: the largest unsigned number. */
export const UNLIMITED = -1;

/** Features of a group. */
export const NARROW_FEATURES = 8;
export const WIDE_FEATURES = 4;
/** Bins of a narrow feature, that of missing values included: its column has 8 bits a row, and its group below 2^16 bytes of cells. */
export const NARROW_BINS = 256;

/** Rows whose derivatives are added up together: sums of blocks are the same for any number of threads. */
export const BLOCK_ROWS = 4096;
/** Rows whose classes are derived together: an even part of a block. */
export const TILE_ROWS = 128;

/** Sums of whole numbers stay below it. */
export const SUM_LIMIT = 2147483648;
/** A smaller unit would be 0 when it is squared. */
export const LEAST_UNIT = 1e-150;

// Bits of a node's flags: those of a forest.
export const MISSING_LEFT = 1;
export const CATEGORICAL = 2;
