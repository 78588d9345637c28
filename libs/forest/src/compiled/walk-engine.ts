import type { Forest } from '../forest.ts';
import type { CompactTrees } from './compact-trees.ts';
import type { Engine } from './engine.ts';
import { writeKeys } from './row-keys.ts';
import { COUNTERS, LEAF_SIZE, shareVotes } from './votes.ts';
import { LANES, walkRows, walkTrees } from './walk.ts';
import { walkSets } from './walk-sets.ts';

/** The most rows that one tree is walked for before the next: what the tree costs to fetch is then shared. */
const BLOCK_ROWS = 1024;

/** 256 KiB: the keys of a block stay in the second cache. */
const BLOCK_KEYS = 2 ** 16;

/** Predicts by walking the compact trees. */
export function walkEngine(forest: Forest, trees: CompactTrees): Engine {
  const { featureCount: features, outputCount: outputs, categorySetBits: setBits } = forest;
  const { roots, answers } = trees;
  const { shift } = trees.keys;
  const hasSets = trees.sets.length > 0;
  const keys = new Int32Array(1 << shift);
  const lanes = padToLanes(roots);
  const reached = new Int32Array(lanes.length);
  const counters = new Int32Array(COUNTERS * outputs);

  function predictRow(row: Float64Array, out: Float64Array): void {
    writeKeys(trees.keys, row, 0, features, 1, keys);
    if (hasSets) {
      for (let tree = 0; tree < roots.length; tree++) {
        reached[tree] = walkSets(trees, setBits, roots[tree]!, keys, 0);
      }
    } else {
      walkTrees(trees, lanes, keys, reached);
    }
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
    const blockRows = Math.min(BLOCK_ROWS, Math.max(64, BLOCK_KEYS >>> shift), count);
    const padded = roundUp(blockRows, LANES);
    const blockKeys = new Int32Array(padded << shift);
    const leaves = new Int32Array(padded);
    out.fill(0);
    for (let first = 0; first < count; first += blockRows) {
      const size = Math.min(blockRows, count - first);
      writeKeys(trees.keys, rows, first * features, features, size, blockKeys);
      for (const root of roots) {
        if (hasSets) {
          for (let i = 0; i < size; i++) {
            leaves[i] = walkSets(trees, setBits, root, blockKeys, i << shift);
          }
        } else {
          walkRows(trees, root, blockKeys, roundUp(size, LANES), leaves);
        }
        for (let i = 0; i < size; i++) {
          addAnswer(answers, outputs, leaves[i]!, out, (first + i) * outputs);
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
  const leaf = place / LEAF_SIZE;
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

/** The spare lanes start at a leaf, place 0, and stay there. */
function padToLanes(roots: Int32Array): Int32Array {
  const padded = new Int32Array(roundUp(roots.length, LANES));
  padded.set(roots);
  return padded;
}

function roundUp(count: number, step: number): number {
  return Math.ceil(count / step) * step;
}
