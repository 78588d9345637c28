/**
 * The exports of the boosting kernel: src/boosting/kernel is the only one to call them.
 *
 * Words used in all files:
 *   row        of the fit: those that trees are grown on, then those held out
 *   bin        a feature's codes that are not told apart; the last is that of missing values
 *   group      up to eight features that are added up together, row by row
 *   place      where a row's bin has its cell (problem.ts)
 *   cell       where the derivatives of one bin's rows are added up (cells.ts)
 *   slot       room for all cells of a node
 *   segment    a node's rows in the range of one thread (rows.ts)
 *   candidate  the best split that a thread has found for a node (candidate.ts)
 *
 * A round: `derive` (derive.ts); for each output `growTree` (grow.ts), the host names the leaves' values, `addTree`
 * (add-tree.ts). Threads share one memory and have the same layout; what only one of them writes lies side by side. They
 * grow each tree together, or trees of different outputs apart, each in a room of its own for what belongs to a tree.
 *
 * Memory, from the bottom (lay-out.ts):
 *   meetings and rounds of threads
 *   the problem's arrays       written by the host
 *   derivatives                of a round
 *   rows, the tree, candidates of a tree
 *   cells                      the most of it, with the problem's bins
 */
import { addTree } from './add-tree';
import { derive } from './derive';
import { growTree } from './grow';
import { isApart, outputCount, thread } from './problem';
import { join, meet, nextRound, roundsStarted } from './threads';

export { addTree, leafValues } from './add-tree';
export { cellShift } from './cells';
export { derive } from './derive';
export { growTree } from './grow';
export { layOut } from './lay-out';
export * from './problem';
export { rows, segmentEnd, segmentStart } from './rows';
export { fail, meet, startRound, stop } from './threads';
export {
  cuts,
  counts,
  features,
  flags,
  gains,
  highests,
  lefts,
  lowests,
  setOf,
  values,
} from './tree';

/** What a worker does: its part of every round, until there is none any more. */
export function follow(): void {
  let last = roundsStarted();
  join(thread);
  for (;;) {
    const threads = nextRound(last);
    if (threads == 0) return;
    last++;
    if (thread >= threads) continue;
    derive(threads);
    if (isApart) growApart(threads);
    else {
      for (let output: u32 = 0; output < outputCount; output++) {
        growTree(output, threads);
        addTree(output, threads);
      }
    }
  }
}

/** Trees of as many outputs as there are threads at a time; between the meetings, the host names the leaves' values. */
function growApart(threads: u32): void {
  for (let output = thread; output < outputCount + thread; output += threads) {
    if (output < outputCount) growTree(output, 1);
    meet(threads);
    meet(threads);
    if (output < outputCount) addTree(output, 1);
    meet(threads);
  }
}
