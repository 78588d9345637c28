import { treeCount } from './forest.ts';
import type { Forest } from './forest.ts';

/**
 * The forest of the first trees alone, without the nodes of the others: what compiles a forest reads all nodes that there
 * are. Rows of answers and category sets may be left that no node names.
 *
 * @param trees how many: from 1; the forest itself if it has no more
 */
export function firstTrees(forest: Forest, trees: number): Forest {
  if (trees >= treeCount(forest)) return forest;
  const nodes = forest.treeStart[trees]!;
  const leaves = (nodes + trees) / 2; // a tree has one leaf more than splits
  return {
    ...forest,
    treeStart: forest.treeStart.slice(0, trees + 1),
    treeOutput: forest.treeOutput.slice(0, trees),
    feature: forest.feature.slice(0, nodes),
    threshold: forest.threshold.slice(0, nodes),
    next: forest.next.slice(0, nodes),
    flags: forest.flags.slice(0, nodes),
    cover: forest.cover.slice(0, leaves),
  };
}
