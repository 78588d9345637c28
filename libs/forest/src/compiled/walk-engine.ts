import type { Forest } from '../forest.ts';
import type { CompactTrees } from './compact-trees.ts';
import type { Engine } from './engine.ts';
import { writeKeys } from './row-keys.ts';
import { COUNTERS, LEAF_BYTES, shareVotes } from './votes.ts';
import { walkerOf } from './walker.ts';

/** Predicts by walking the compact trees. */
export function walkEngine(forest: Forest, trees: CompactTrees): Engine {
  const { featureCount: features, outputCount: outputs } = forest;
  const { roots, answers } = trees;
  const { blockRows, keys, reached, ...walker } = walkerOf(trees, forest.categorySetBits);
  const counters = new Int32Array(COUNTERS * outputs);

  function predictRow(row: Float64Array, out: Float64Array): void {
    writeKeys(trees.keys, row, 0, features, 1, keys);
    walker.walkTrees();
    if (answers.length === 0) {
      shareVotes(reached, roots.length, counters, out);
      return;
    }
    out.fill(0);
    for (let tree = 0; tree < roots.length; tree++) {
      addAnswer(answers, outputs, reached[tree]!, out, 0);
    }
    divide(out, roots.length);
  }

  function predictBatch(rows: Float64Array, out: Float64Array): void {
    const count = rows.length / features;
    out.fill(0);
    for (let first = 0; first < count; first += blockRows) {
      const size = Math.min(blockRows, count - first);
      writeKeys(trees.keys, rows, first * features, features, size, keys);
      for (let tree = 0; tree < roots.length; tree++) {
        walker.walkRows(tree, size);
        for (let i = 0; i < size; i++) {
          addAnswer(answers, outputs, reached[i]!, out, (first + i) * outputs);
        }
      }
    }
    divide(out, roots.length);
  }

  return { predictRow, predictBatch };
}

/** Adds what the leaf at `place` answers to the sums from `start` on. */
function addAnswer(
  answers: Float64Array,
  outputs: number,
  place: number,
  sums: Float64Array,
  start: number,
): void {
  const leaf = place / LEAF_BYTES;
  if (leaf < outputs) {
    sums[start + leaf]! += 1;
    return;
  }
  const at = (leaf - outputs) * outputs;
  for (let k = 0; k < outputs; k++) sums[start + k]! += answers[at + k]!;
}

function divide(numbers: Float64Array, divisor: number): void {
  for (let i = 0; i < numbers.length; i++) numbers[i]! /= divisor;
}
