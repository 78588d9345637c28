/** Lays out the kernel's arrays in memory, in every thread alike but for the room of a tree, if threads grow trees apart. */
import { startProblem } from '../memory';
import * as add from './add-tree';
import * as candidate from './candidate';
import * as cells from './cells';
import * as derive from './derive';
import * as grow from './grow';
import * as problem from './problem';
import * as rows from './rows';
import * as levels from './scan-levels';
import * as threads from './threads';
import * as tree from './tree';

/** Once, after the host has set the problem's numbers and before it writes its arrays. */
export function layOut(): void {
  startProblem();
  threads.layOut();
  problem.layOut();
  derive.layOut();
  layOutTree();
  // The room of each thread that grows trees of its own lies behind those of the threads before it.
  if (problem.isApart) for (let before: u32 = 0; before < problem.thread; before++) layOutTree();
}

/** What a tree is grown in. */
function layOutTree(): void {
  problem.layOutTree();
  derive.layOutTree();
  rows.layOut();
  tree.layOut();
  candidate.layOut();
  levels.layOut();
  grow.layOut();
  add.layOut();
  cells.layOut();
}
