/** Lays out the kernel's arrays in memory. Nothing is allocated while a tree grows, except for category sets. */
import * as bag from './bag';
import * as cells from './cells';
import * as columns from './columns';
import * as order from './draw-features';
import * as constants from './find-split';
import * as grow from './grow';
import * as impurity from './impurity';
import * as levels from './levels';
import { endProblem, place, share, startBag, startProblem } from './memory';
import * as node from './node';
import * as partition from './partition';
import * as problem from './problem';
import * as samples from './samples';
import * as scan from './scan-keys';
import * as sort from './sort';
import { chooseStatistic } from './strategy';
import * as tree from './tree';
import * as split from './try-feature';

/** Once, after the host has set the problem's numbers and before it writes its arrays. */
export function layOutProblem(): void {
  chooseStatistic();
  startProblem();
  problem.layOut();
  bag.layOut();
  node.layOut();
  scan.layOut();
  levels.layOutPlaces();
  split.layOut();
  partition.layOut();
  order.layOut();
  constants.layOut();
  tree.layOutImportances();
  sort.layOutFew();
  cells.layOut();
  columns.layOutLocal();
  endProblem();
}

/**
 * For the largest bag so far.
 *
 * @param count distinct rows
 * @param total samples counted as often as the bag holds them
 */
export function layOutBag(count: u32, total: u32): void {
  const size = count + 1; // one more: see `fillBag` in bag.ts, and scan-keys.ts
  const nodes: u32 = 2 * (tree.isBestFirst() ? min(size, problem.maxLeafNodes) : size);
  startBag();
  samples.layOut(size);
  const shared = place();
  samples.layOutDeviations(size);
  columns.layOutNode(size);
  sort.layOutKeys(size);
  const searched = place();
  share(shared);
  samples.layOutSpare(size);
  share(max(place(), searched));
  impurity.layOut(total);
  levels.layOutLists(size);
  tree.layOut(nodes);
  grow.layOut(size, nodes);
  tree.layOutSets();
}
