import { compactTrees } from './compiled/compact-trees.ts';
import type { CompactTrees } from './compiled/compact-trees.ts';
import type { Engine } from './compiled/engine.ts';
import { leafMasks } from './compiled/leaf-masks.ts';
import type { LeafMasks } from './compiled/leaf-masks.ts';
import { maskEngine } from './compiled/mask-engine.ts';
import { rankTables } from './compiled/rank-table.ts';
import type { RankTable } from './compiled/rank-table.ts';
import { rowKeys } from './compiled/row-keys.ts';
import { walkRow } from './compiled/walk-row.ts';
import type { Forest } from './forest.ts';
import { requireLength } from './lengths.ts';
import type { NodeCodes } from './node-codes.ts';
import { plainPredictor } from './predict.ts';
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
  return masks === undefined
    ? { trees: compactTrees(forest, nodes, rowKeys(forest, nodes, tables)) }
    : { masks };
}

export function rowPredictor(forest: Forest, prepared: Prepared): RowPredictor {
  const { featureCount, outputCount } = forest;
  const engine = rounding(forest, rowEngine(forest, prepared));
  return {
    featureCount,
    outputCount,
    predictRow(row, out = new Float64Array(outputCount)) {
      requireLength('row', row.length, featureCount);
      requireLength('out', out.length, outputCount);
      engine(row, out);
      return out;
    },
  };
}

function rowEngine(forest: Forest, { masks, trees }: Prepared): Engine {
  if (trees !== undefined) return walkRow(forest, trees);
  if (masks === undefined) {
    const predict = plainPredictor(forest);
    return (row, out) => predict(row, out, 0);
  }
  const predict = maskEngine(forest, masks);
  return (row, out) => predict(row, 0, out);
}

/** An engine that gets its numbers rounded to float32 where the forest says so. */
export function rounding({ roundsInputs }: Forest, engine: Engine): Engine {
  return roundsInputs
    ? (rows, out) => engine(new Float64Array(new Float32Array(rows)), out)
    : engine;
}
