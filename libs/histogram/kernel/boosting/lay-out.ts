/** Lays out the kernel's arrays in memory, in every thread alike. */
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
  rows.layOut();
  tree.layOut();
  candidate.layOut();
  levels.layOut();
  grow.layOut();
  add.layOut();
  cells.layOut();
}
