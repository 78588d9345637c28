import type { Forest } from '../forest.ts';
import { scoringOf } from '../scores.ts';
import type { Sums } from '../scores.ts';
import { addAnswer } from './answers.ts';
import type { CompactTrees } from './compact-trees.ts';
import type { Engine } from './engine.ts';
import { blockRowsFor } from './kernel-room.ts';
import { writeKeys } from './row-keys.ts';
import { LEAF_BYTES } from './votes.ts';

/** Predicts many rows by walking the compact trees: a block of rows through a tree before the next tree. */
export function walkBatch(forest: Forest, trees: CompactTrees): Engine {
  const { featureCount: features, outputCount: outputs, treeOutput } = forest;
  const { roots, kernel } = trees;
  const { words, rowLanes, rowRootsAt, keysAt, reachedAt } = kernel;
  const blockRows = blockRowsFor(trees.keys.shift);
  const laneRoots = words.subarray(rowRootsAt / 4, rowRootsAt / 4 + rowLanes);
  const keys = words.subarray(keysAt / 4);
  /** Of each row of the block, the address of the leaf that it reaches in the tree. */
  const reached = words.subarray(reachedAt / 4);
  const scoring = scoringOf(forest);
  const { scores } = scoring;
  const sums = scoring.room(blockRows);
  const add = adder(trees);
  return (rows, out) => {
    const count = rows.length / features;
    for (let first = 0; first < count; first += blockRows) {
      const size = Math.min(blockRows, count - first);
      writeKeys(trees.keys, rows, first * features, features, size, keys);
      scoring.start(sums, size);
      for (let tree = 0; tree < roots.length; tree++) {
        laneRoots.fill(roots[tree]!);
        kernel.walkRows(rowRootsAt, keysAt, reachedAt, reachedAt + 4 * size);
        add(reached, size, sums, scores, treeOutput[tree] ?? 0);
      }
      for (let i = 0; i < size; i++) {
        scoring.finish(sums, i * scores, out, (first + i) * outputs);
      }
    }
  };
}

/**
 * Adds what the leaves answer that the rows of a block reach.
 *
 * @param scores of a row
 * @param score the first of them that the tree adds to
 */
type Add = (reached: Int32Array, rows: number, sums: Sums, scores: number, score: number) => void;

function adder(trees: CompactTrees): Add {
  if (trees.width > 1) {
    return (reached, rows, sums, scores, score) => {
      for (let i = 0; i < rows; i++) addAnswer(trees, reached[i]!, sums, i * scores + score);
    };
  }
  // Leaves of one number are a table: that of a vote, which is 1, and the others.
  const numbers = new Float64Array(1 + trees.answers.length).fill(1, 0, 1);
  numbers.set(trees.answers, 1);
  return (reached, rows, sums, scores, score) => {
    for (let i = 0, at = score; i < rows; i++, at += scores) {
      sums[at]! += numbers[reached[i]! / LEAF_BYTES]!;
    }
  };
}
