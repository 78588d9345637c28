import { compactTrees } from './compiled/compact-trees.ts';
import type { CompactTrees } from './compiled/compact-trees.ts';
import type { RowEngine } from './compiled/engine.ts';
import { leafMasks } from './compiled/leaf-masks.ts';
import type { LeafMasks } from './compiled/leaf-masks.ts';
import { linearEngine } from './compiled/linear-engine.ts';
import { maskEngine } from './compiled/mask-engine.ts';
import { rankTables } from './compiled/rank-table.ts';
import type { RankTable } from './compiled/rank-table.ts';
import { walkRow } from './compiled/walk-row.ts';
import { treeCount } from './forest.ts';
import type { Forest } from './forest.ts';
import { requireLength } from './lengths.ts';
import type { NodeCodes } from './node-codes.ts';
import { answerOfTree, plainPredictor } from './predict.ts';
import type { ThresholdTables } from './thresholds.ts';

/** A forest prepared for single rows. It reuses scratch memory, so a call must end before the next one starts. */
export interface RowPredictor {
  readonly featureCount: number;
  readonly outputCount: number;

  /**
   * Equal to `predictRow(forest, row)` to the bit.
   *
   * @param row length featureCount, float64; NaN is missing
   * @param out length outputCount; receives the answer and is returned; by default a new array
   * @throws {RangeError} if either has another length
   */
  predictRow(row: Float64Array, out?: Float64Array): Float64Array;

  /**
   * What each tree answers; only for a forest whose trees answer one number each.
   *
   * @param row as for `predictRow`
   * @returns length T
   */
  answerTrees(row: Float64Array): Float64Array;
}

/**
 * `compileForest` for single rows, with known thresholds and nodes, such as those of a decoded model file: finding and
 * sorting them is a good part of the compile time, and most of it if features are continuous. Its code is what a
 * service that predicts rows needs, without that for batches.
 *
 * @param thresholds all of the forest's
 * @param forest valid as `validateForest` says
 */
export function compileRows(thresholds: Required<ThresholdTables>, forest: Forest): RowPredictor {
  return rowPredictor(forest, prepare(forest, thresholds.nodes, rankTables(thresholds)));
}

/** The form that a forest is predicted in: masks, or compact trees, or as it is if it is too large for their words. */
export interface Prepared {
  readonly masks?: LeafMasks | undefined;
  readonly trees?: CompactTrees | undefined;
}

/** The most words of masks that a row may read for a tree. */
const MAX_WORDS_A_TREE = 8;

/** @param tables the ranks of each feature */
export function prepare(forest: Forest, nodes: NodeCodes, tables: readonly RankTable[]): Prepared {
  const masks = leafMasks(forest, nodes, tables, MAX_WORDS_A_TREE);
  return masks === undefined ? { trees: compactTrees(forest, nodes, tables) } : { masks };
}

export function rowPredictor(forest: Forest, prepared: Prepared): RowPredictor {
  const { featureCount, outputCount } = forest;
  const engine = rowEngine(forest, prepared);
  const round = rounding(forest);
  return {
    featureCount,
    outputCount,
    predictRow(row, out = new Float64Array(outputCount)) {
      requireLength('row', row.length, featureCount);
      requireLength('out', out.length, outputCount);
      engine.predict(round(row), out);
      return out;
    },
    answerTrees(row) {
      const out = new Float64Array(treeCount(forest));
      engine.answerTrees(round(row), out);
      return out;
    },
  };
}

export function rowEngine(forest: Forest, { masks, trees }: Prepared): RowEngine {
  if (trees !== undefined) {
    const walk = walkRow(forest, trees);
    return forest.linear === undefined ? walk : linearEngine(forest, walk);
  }
  const plain = plainPredictor(forest);
  const byMasks = masks && maskEngine(forest, masks);
  return {
    predict: (row, out) => (byMasks === undefined ? plain(row, out, 0) : byMasks(row, 0, out)),
    answerTrees(row, out) {
      for (let tree = 0; tree < out.length; tree++) out[tree] = answerOfTree(forest, tree, row);
    },
  };
}

/** Rounds numbers to float32 where the forest says so. */
export function rounding({ roundsInputs }: Forest): (rows: Float64Array) => Float64Array {
  return (rows) => (roundsInputs ? new Float64Array(new Float32Array(rows)) : rows);
}
