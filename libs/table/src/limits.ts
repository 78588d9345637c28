/**
 * One row's limit: 32 bytes for each of the most columns that a model can have. It ends a large file whose quote is
 * never closed before all of it becomes one cell.
 */
export const MAX_ROW_BYTES = 65_536 * 32;

/** What a text is like is found out from this many of its first bytes, in whatever pieces they come. */
export const SAMPLE_BYTES = 262_144;

/** A larger piece of a text is cut, so that its text is short-lived. */
export const PIECE_BYTES = 262_144;
