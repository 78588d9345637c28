import type { CompactTrees } from './compact-trees.ts';
import { blockRowsFor } from './kernel-room.ts';
import type { KernelRoom } from './kernel-room.ts';
import { walkSets } from './walk-sets.ts';

/** Sends rows through trees. The keys of rows go into `keys`, the addresses of leaves come out in `reached`. */
export interface Walker {
  /** Rows that fit `keys` at once. */
  readonly blockRows: number;
  /** Row i's keys start at i << shift. */
  readonly keys: Int32Array;
  /** At least as long as there are trees, and as blockRows. */
  readonly reached: Int32Array;
  /** The first row through all trees: the leaf of tree t is reached[t]. */
  walkTrees(): void;
  /** The first `count` rows through one tree: the leaf of row i is reached[i]. */
  walkRows(tree: number, count: number): void;
}

export function walkerOf(trees: CompactTrees, setBits: Uint32Array): Walker {
  return trees.kernel === undefined
    ? plainWalker(trees, setBits)
    : kernelWalker(trees, trees.kernel);
}

/** Many walks at a time, by the kernel. */
function kernelWalker({ roots }: CompactTrees, room: KernelRoom): Walker {
  const { words, treeLanes, rowLanes, blockRows, rootsAt, keysAt, reachedAt } = room;
  const laneRoots = words.subarray(rootsAt / 4);
  const treesEnd = reachedAt + 4 * treeLanes * Math.ceil(roots.length / treeLanes);
  laneRoots.set(roots); // the spare lanes start at a leaf, address 0, and stay there
  let isOneRow = true;
  return {
    blockRows,
    keys: words.subarray(keysAt / 4),
    reached: words.subarray(reachedAt / 4, keysAt / 4),
    walkTrees() {
      if (!isOneRow) laneRoots.set(roots);
      isOneRow = true;
      room.walkTrees(rootsAt, keysAt, reachedAt, treesEnd);
    },
    walkRows(tree, count) {
      isOneRow = false;
      laneRoots.fill(roots[tree]!, 0, rowLanes);
      room.walkRows(rootsAt, keysAt, reachedAt, reachedAt + 4 * count);
    },
  };
}

/** One walk at a time, for trees with categorical splits. */
function plainWalker(trees: CompactTrees, setBits: Uint32Array): Walker {
  const { roots } = trees;
  const { shift } = trees.keys;
  const blockRows = blockRowsFor(shift);
  const keys = new Int32Array(blockRows << shift);
  const reached = new Int32Array(Math.max(roots.length, blockRows));
  return {
    blockRows,
    keys,
    reached,
    walkTrees() {
      for (let tree = 0; tree < roots.length; tree++) {
        reached[tree] = walkSets(trees, setBits, roots[tree]!, keys, 0);
      }
    },
    walkRows(tree, count) {
      for (let i = 0; i < count; i++) {
        reached[i] = walkSets(trees, setBits, roots[tree]!, keys, i << shift);
      }
    },
  };
}
