import { isMeanOfRows } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { scoringOf } from '../scores.ts';
import { addAnswer } from './answers.ts';
import type { CompactTrees } from './compact-trees.ts';
import type { Engine } from './engine.ts';
import type { KernelRoom } from './kernel-room.ts';
import { writeKeys } from './row-keys.ts';
import { COUNTERS, shareVotes } from './votes.ts';
import { walk } from './walk.ts';

/** Predicts one row by walking the compact trees. */
export function walkRow(forest: Forest, trees: CompactTrees): Engine {
  const { featureCount: features, outputCount: outputs, treeOutput } = forest;
  const { roots, answers, kernel } = trees;
  const { keys, reached, walkTrees } =
    kernel === undefined ? plainWalker(trees) : kernelWalker(roots, kernel);
  const onlyVotes = answers.length === 0 && isMeanOfRows(forest);
  const counters = new Int32Array(COUNTERS * outputs);
  const scoring = scoringOf(forest);
  const sums = scoring.room(1);
  return (row, out) => {
    writeKeys(trees.keys, row, 0, features, 1, keys);
    walkTrees();
    if (onlyVotes) {
      shareVotes(reached, roots.length, counters, out);
      return;
    }
    scoring.start(sums, 1);
    for (let tree = 0; tree < roots.length; tree++) {
      addAnswer(trees, reached[tree]!, sums, treeOutput[tree] ?? 0);
    }
    scoring.finish(sums, 0, out, 0);
  };
}

/** Sends a row through all trees: its keys go into `keys`, the address of tree t's leaf comes out in reached[t]. */
interface RowWalker {
  readonly keys: Int32Array;
  readonly reached: Int32Array;
  readonly walkTrees: () => void;
}

/** Many walks at a time, by the kernel. */
function kernelWalker(roots: Int32Array, room: KernelRoom): RowWalker {
  const { words, treeLanes, rootsAt, keysAt, reachedAt } = room;
  const end = reachedAt + 4 * treeLanes * Math.ceil(roots.length / treeLanes);
  words.set(roots, rootsAt / 4); // the spare lanes start at a leaf, address 0, and stay there
  return {
    keys: words.subarray(keysAt / 4),
    reached: words.subarray(reachedAt / 4),
    walkTrees: () => room.walkTrees(rootsAt, keysAt, reachedAt, end),
  };
}

/** One walk at a time, where there is no WebAssembly. */
function plainWalker(trees: CompactTrees): RowWalker {
  const { roots } = trees;
  const keys = new Int32Array(1 << trees.keys.shift);
  const reached = new Int32Array(roots.length);
  const walkTrees = () => {
    for (let tree = 0; tree < roots.length; tree++) {
      reached[tree] = walk(trees, roots[tree]!, keys, 0);
    }
  };
  return { keys, reached, walkTrees };
}
