/** The numbers that kernel and host agree on: AssemblyScript and TypeScript both read this file. */

/** No limit: the largest unsigned number. */
export const UNLIMITED = -1;
/** The result of `drawBootstrap` if a row was drawn more often than a count can hold. */
export const TOO_OFTEN = -1;

// Bits of a feature's kind.
export const FEATURE_CATEGORICAL = 1;
export const FEATURE_HAS_MISSING = 2;

/** A leaf's feature. */
export const LEAF = -1;
// Bits of a node's flags; the first two are those of a forest.
export const MISSING_LEFT = 1;
export const CATEGORICAL = 2;
/** A leaf that names its samples instead of an answer: `next` is the first of them, `cut` the end (exclusive). */
export const LEAF_OF_SAMPLES = 128;
