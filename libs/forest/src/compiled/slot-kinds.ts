/**
 * Kinds of splits, as flags: the keys of a feature's numeric kinds stand side by side, in this order, and what is
 * missing to one is missing to those after it too.
 */
export type SlotKind = number;

/** Flag of a numeric kind: a missing value goes left, so that its rank is 0. Otherwise it is above all. */
export const TO_LEFT = 1;
/** Flag of a numeric kind: 0 is missing, too. */
export const OF_ZERO = 2;
/** The kind of categorical splits, whose key is the level's code. */
export const OF_LEVEL = 4;
/** How many kinds there are. */
export const KINDS = 5;
