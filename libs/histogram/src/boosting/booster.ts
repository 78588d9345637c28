import type { BoostedTree } from './boosting.ts';

/** Boosts one problem, round by round. Both implementations grow the same trees, to the bit. */
export interface Booster {
  /** Grows the trees of the next round, one an output, and adds them to the scores. */
  round(): BoostedTree[];
  /** The mean loss of the held-out rows; NaN if there are none. */
  heldOutLoss(): number;
}
