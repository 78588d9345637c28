import type { Forest } from '../forest.ts';
import { addAnswer, divide } from './answers.ts';
import type { CompactTrees } from './compact-trees.ts';
import type { Engine } from './engine.ts';
import type { KernelRoom } from './kernel-room.ts';
import { writeKeys } from './row-keys.ts';
import { COUNTERS, shareVotes } from './votes.ts';
import { walkSets } from './walk-sets.ts';

/** Predicts one row by walking the compact trees. */
export function walkRow(forest: Forest, trees: CompactTrees): Engine {
  const { featureCount: features, outputCount: outputs } = forest;
  const { roots, answers, kernel } = trees;
  const { keys, reached, walk } =
    kernel === undefined ? plainWalker(trees, forest.categorySetBits) : kernelWalker(roots, kernel);
  const counters = new Int32Array(COUNTERS * outputs);
  return (row, out) => {
    writeKeys(trees.keys, row, 0, features, 1, keys);
    walk();
    if (answers.length === 0) {
      shareVotes(reached, roots.length, counters, out);
      return;
    }
    out.fill(0);
    for (let tree = 0; tree < roots.length; tree++) {
      addAnswer(trees, outputs, reached[tree]!, out, 0);
    }
    divide(out, roots.length);
  };
}

/** Sends a row through all trees: its keys go into `keys`, the address of tree t's leaf comes out in reached[t]. */
interface RowWalker {
  readonly keys: Int32Array;
  readonly reached: Int32Array;
  readonly walk: () => void;
}

/** Many walks at a time, by the kernel. */
function kernelWalker(roots: Int32Array, room: KernelRoom): RowWalker {
  const { words, treeLanes, rootsAt, keysAt, reachedAt } = room;
  const end = reachedAt + 4 * treeLanes * Math.ceil(roots.length / treeLanes);
  words.set(roots, rootsAt / 4); // the spare lanes start at a leaf, address 0, and stay there
  return {
    keys: words.subarray(keysAt / 4),
    reached: words.subarray(reachedAt / 4),
    walk: () => room.walkTrees(rootsAt, keysAt, reachedAt, end),
  };
}

/** One walk at a time, for trees with categorical splits. */
function plainWalker(trees: CompactTrees, setBits: Uint32Array): RowWalker {
  const { roots } = trees;
  const keys = new Int32Array(1 << trees.keys.shift);
  const reached = new Int32Array(roots.length);
  const walk = () => {
    for (let tree = 0; tree < roots.length; tree++) {
      reached[tree] = walkSets(trees, setBits, roots[tree]!, keys, 0);
    }
  };
  return { keys, reached, walk };
}
