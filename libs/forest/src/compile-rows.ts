import { compactTrees } from './compiled/compact-trees.ts';
import type { CompactTrees } from './compiled/compact-trees.ts';
import type { Engine } from './compiled/engine.ts';
import { leafMasks } from './compiled/leaf-masks.ts';
import type { LeafMasks } from './compiled/leaf-masks.ts';
import { maskEngine } from './compiled/mask-engine.ts';
import { rankTables } from './compiled/rank-table.ts';
import { rowKeys } from './compiled/row-keys.ts';
import { walkRow } from './compiled/walk-row.ts';
import type { Forest } from './forest.ts';
import { requireLength } from './lengths.ts';
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
 * `compileForest` for single rows, with known thresholds, such as those of a decoded model file: finding and
 * sorting them is a good part of the compile time, and most of it if features are continuous. Its code is what a
 * service that predicts rows needs, without that for batches.
 *
 * @param thresholds all of the forest's
 * @param forest valid as `validateForest` says
 */
export function compileRows(thresholds: ThresholdTables, forest: Forest): RowPredictor {
  return rowPredictor(forest, prepare(thresholds, forest));
}

/** The form that a forest is predicted in: masks, or compact trees, or as it is if it is too large for their words. */
export interface Prepared {
  readonly masks?: LeafMasks | undefined;
  readonly trees?: CompactTrees | undefined;
}

export function prepare(thresholds: ThresholdTables, forest: Forest): Prepared {
  const tables = rankTables(thresholds);
  const masks = leafMasks(forest, tables);
  return masks === undefined
    ? { trees: compactTrees(forest, rowKeys(forest, tables), thresholds.ranks) }
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
