import type { Forest } from '../forest.ts';
import { addAnswer, divide } from './answers.ts';
import type { CompactTrees } from './compact-trees.ts';
import type { Engine } from './engine.ts';
import { blockRowsFor } from './kernel-room.ts';
import type { KernelRoom } from './kernel-room.ts';
import { writeKeys } from './row-keys.ts';
import { walkSets } from './walk-sets.ts';

/** Predicts many rows by walking the compact trees: a block of rows through a tree before the next tree. */
export function walkBatch(forest: Forest, trees: CompactTrees): Engine {
  const { featureCount: features, outputCount: outputs } = forest;
  const { roots, kernel } = trees;
  const blockRows = blockRowsFor(trees.keys.shift);
  const { keys, reached, walk } =
    kernel === undefined
      ? plainWalker(trees, forest.categorySetBits, blockRows)
      : kernelWalker(roots, kernel);
  return (rows, out) => {
    const count = rows.length / features;
    out.fill(0);
    for (let first = 0; first < count; first += blockRows) {
      const size = Math.min(blockRows, count - first);
      writeKeys(trees.keys, rows, first * features, features, size, keys);
      for (let tree = 0; tree < roots.length; tree++) {
        walk(tree, size);
        for (let i = 0; i < size; i++) {
          addAnswer(trees, outputs, reached[i]!, out, (first + i) * outputs);
        }
      }
    }
    divide(out, roots.length);
  };
}

/** Sends rows through one tree: row i's keys start at i << shift, the address of its leaf comes out in reached[i]. */
interface BlockWalker {
  readonly keys: Int32Array;
  readonly reached: Int32Array;
  readonly walk: (tree: number, rows: number) => void;
}

/** Many walks at a time, by the kernel. */
function kernelWalker(roots: Int32Array, room: KernelRoom): BlockWalker {
  const { words, rowLanes, rowRootsAt, keysAt, reachedAt } = room;
  const laneRoots = words.subarray(rowRootsAt / 4, rowRootsAt / 4 + rowLanes);
  return {
    keys: words.subarray(keysAt / 4),
    reached: words.subarray(reachedAt / 4),
    walk(tree, rows) {
      laneRoots.fill(roots[tree]!);
      room.walkRows(rowRootsAt, keysAt, reachedAt, reachedAt + 4 * rows);
    },
  };
}

/** One walk at a time, for trees with categorical splits. */
function plainWalker(trees: CompactTrees, setBits: Uint32Array, blockRows: number): BlockWalker {
  const { roots } = trees;
  const { shift } = trees.keys;
  const keys = new Int32Array(blockRows << shift);
  const reached = new Int32Array(blockRows);
  const walk = (tree: number, rows: number) => {
    for (let i = 0; i < rows; i++) {
      reached[i] = walkSets(trees, setBits, roots[tree]!, keys, i << shift);
    }
  };
  return { keys, reached, walk };
}
