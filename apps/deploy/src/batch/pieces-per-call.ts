/** Few, so that a call that fails repeats little; more than one, so that small files cost little. */
export const PIECES_PER_CALL = 4;
