/**
 * A vote is a leaf that answers 1 for one output and 0 for the others, as the leaves of a fully grown
 * classification tree do. Adding the zeros would change nothing, for a sum that started from 0 is never -0;
 * and sums of ones are exact, so that votes may be counted in any order.
 */

/** For each row of a forest's values the number that it answers 1 for, if it answers 0 for all others; else one below 0. */
export function votesOfRows(values: Float64Array, width: number): Int32Array {
  const votes = new Int32Array(values.length / width).fill(-1);
  for (let row = 0, at = 0; row < votes.length; row++) {
    for (let k = 0; k < width; k++) {
      const value = values[at++]!;
      if (value !== 0) votes[row] = value === 1 && votes[row] === -1 ? k : -2;
    }
  }
  return votes;
}

/**
 * Counters for one output: that many consecutive votes are counted side by side. A single counter would make
 * each vote for an output wait for the previous one.
 */
export const COUNTERS = 4;

/** Bytes from one leaf of the compact trees to the next: a vote for output k stands at LEAF_BYTES * k. */
export const LEAF_BYTES = 8;

/** From a vote's address to its output's first counter. */
const COUNTER_SHIFT = Math.log2(LEAF_BYTES / COUNTERS);

/**
 * @param places addresses of votes: output k's is LEAF_BYTES * k
 * @param trees how many entries of `places` count
 * @param counters length COUNTERS * outputs; overwritten
 * @param out receives each output's share of the votes
 */
export function shareVotes(
  places: Int32Array,
  trees: number,
  counters: Int32Array,
  out: Float64Array,
): void {
  counters.fill(0);
  for (let i = 0; i < trees; i++) counters[(places[i]! >> COUNTER_SHIFT) + (i % COUNTERS)]!++;
  for (let k = 0; k < out.length; k++) {
    const at = COUNTERS * k;
    out[k] = (counters[at]! + counters[at + 1]! + counters[at + 2]! + counters[at + 3]!) / trees;
  }
}
