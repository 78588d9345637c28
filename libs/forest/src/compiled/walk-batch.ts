import type { Forest } from '../forest.ts';
import { scoringOf } from '../scores.ts';
import { addAnswer } from './answers.ts';
import type { CompactTrees } from './compact-trees.ts';
import type { Engine } from './engine.ts';
import { blockRowsFor } from './kernel-room.ts';
import type { KernelRoom } from './kernel-room.ts';
import { writeKeys } from './row-keys.ts';
import { walk } from './walk.ts';

/** Predicts many rows by walking the compact trees: a block of rows through a tree before the next tree. */
export function walkBatch(forest: Forest, trees: CompactTrees): Engine {
  const { featureCount: features, outputCount: outputs, treeOutput } = forest;
  const { roots, kernel } = trees;
  const blockRows = blockRowsFor(trees.keys.shift);
  const { keys, reached, walkRows } =
    kernel === undefined ? plainWalker(trees, blockRows) : kernelWalker(roots, kernel);
  const scoring = scoringOf(forest);
  const { scores } = scoring;
  const sums = scoring.room(blockRows);
  return (rows, out) => {
    const count = rows.length / features;
    for (let first = 0; first < count; first += blockRows) {
      const size = Math.min(blockRows, count - first);
      writeKeys(trees.keys, rows, first * features, features, size, keys);
      scoring.start(sums, size);
      for (let tree = 0; tree < roots.length; tree++) {
        walkRows(tree, size);
        const score = treeOutput[tree] ?? 0;
        for (let i = 0; i < size; i++) addAnswer(trees, reached[i]!, sums, i * scores + score);
      }
      for (let i = 0; i < size; i++) {
        scoring.finish(sums, i * scores, out, (first + i) * outputs);
      }
    }
  };
}

/** Sends rows through one tree: row i's keys start at i << shift, the address of its leaf comes out in reached[i]. */
interface BlockWalker {
  readonly keys: Int32Array;
  readonly reached: Int32Array;
  readonly walkRows: (tree: number, rows: number) => void;
}

/** Many walks at a time, by the kernel. */
function kernelWalker(roots: Int32Array, room: KernelRoom): BlockWalker {
  const { words, rowLanes, rowRootsAt, keysAt, reachedAt } = room;
  const laneRoots = words.subarray(rowRootsAt / 4, rowRootsAt / 4 + rowLanes);
  return {
    keys: words.subarray(keysAt / 4),
    reached: words.subarray(reachedAt / 4),
    walkRows(tree, rows) {
      laneRoots.fill(roots[tree]!);
      room.walkRows(rowRootsAt, keysAt, reachedAt, reachedAt + 4 * rows);
    },
  };
}

/** One walk at a time, where there is no WebAssembly. */
function plainWalker(trees: CompactTrees, blockRows: number): BlockWalker {
  const { roots } = trees;
  const { shift } = trees.keys;
  const keys = new Int32Array(blockRows << shift);
  const reached = new Int32Array(blockRows);
  const walkRows = (tree: number, rows: number) => {
    for (let i = 0; i < rows; i++) reached[i] = walk(trees, roots[tree]!, keys, i << shift);
  };
  return { keys, reached, walkRows };
}
