import { isMeanOfRows } from '../forest.ts';
import type { Forest } from '../forest.ts';
import { scoringOf } from '../scores.ts';
import { addAnswer } from './answers.ts';
import type { CompactTrees } from './compact-trees.ts';
import type { RowEngine } from './engine.ts';
import { writeKeys } from './row-keys.ts';
import { COUNTERS, shareVotes } from './votes.ts';

/** Predicts one row by walking the compact trees. */
export function walkRow(forest: Forest, trees: CompactTrees): RowEngine {
  const { featureCount: features, outputCount: outputs, treeOutput } = forest;
  const { roots, answers, kernel } = trees;
  const { words, treeLanes, rootsAt, keysAt, reachedAt } = kernel;
  const end = reachedAt + 4 * treeLanes * Math.ceil(roots.length / treeLanes);
  words.set(roots, rootsAt / 4); // the spare lanes start at a leaf, address 0, and stay there
  const keys = words.subarray(keysAt / 4);
  const reached = words.subarray(reachedAt / 4);
  const onlyVotes = answers.length === 0 && isMeanOfRows(forest);
  const counters = new Int32Array(COUNTERS * outputs);
  const scoring = scoringOf(forest);
  const sums = scoring.room(1);
  function walk(row: Float64Array): void {
    writeKeys(trees.keys, row, 0, features, 1, keys);
    kernel.walkTrees(rootsAt, keysAt, reachedAt, end);
  }

  function predict(row: Float64Array, out: Float64Array): void {
    walk(row);
    if (onlyVotes) {
      shareVotes(reached, roots.length, counters, out);
      return;
    }
    scoring.start(sums, 1);
    for (let tree = 0; tree < roots.length; tree++) {
      addAnswer(trees, reached[tree]!, sums, treeOutput[tree] ?? 0);
    }
    scoring.finish(sums, 0, out, 0);
  }

  function answerTrees(row: Float64Array, out: Float64Array): void {
    walk(row);
    for (let tree = 0; tree < roots.length; tree++) {
      out[tree] = -0; // what is added to it stays what it is
      addAnswer(trees, reached[tree]!, out, tree);
    }
  }

  return { predict, answerTrees };
}
