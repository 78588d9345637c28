import { compactTrees } from './compiled/compact-trees.ts';
import type { Engine } from './compiled/engine.ts';
import { leafMasks } from './compiled/leaf-masks.ts';
import { maskEngine } from './compiled/mask-engine.ts';
import { rankTables } from './compiled/rank-table.ts';
import type { RankTable } from './compiled/rank-table.ts';
import { rowKeys } from './compiled/row-keys.ts';
import { walkEngine } from './compiled/walk-engine.ts';
import type { Forest } from './forest.ts';
import { requireLength, rowCount } from './lengths.ts';
import { predictRow } from './predict.ts';
import { gatherThresholds } from './thresholds.ts';
import type { ThresholdTables } from './thresholds.ts';

/** A forest prepared for fast prediction. It reuses scratch memory, so a call must end before the next one starts. */
export interface Predictor {
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
   * Equal to `predictBatch(forest, rows)` to the bit.
   *
   * @param rows n rows of featureCount numbers, row-major
   * @param out n rows of outputCount numbers, row-major; receives the answers and is returned; by default a
   *   new array
   * @throws {RangeError} if `rows` is not a whole number of rows, or `out` has another length
   */
  predictBatch(rows: Float64Array, out?: Float64Array): Float64Array;
}

/**
 * Compiles a forest once, to predict many times: five to twenty times as fast as the plain walk of
 * `predictRow` in predict.ts, with the same answers to the bit for every row and every valid forest. The
 * predictor keeps its own copy of the trees: about 12 bytes a split, 12 a distinct threshold, 8 a distinct
 * answer besides its numbers, and room for the keys of a batch. Later changes to the forest's arrays may or may
 * not have an effect.
 *
 * docs/decisions/0010 and 0015 say what was tried.
 *
 * ```ts
 * const predictor = compileForest(forest);
 * const scores = predictor.predictRow(Float64Array.of(5.1, 3.5, 1.4, 0.2));
 * ```
 *
 * @param forest valid as `validateForest` says
 */
export function compileForest(forest: Forest): Predictor {
  return compileForestWith(gatherThresholds(forest), forest);
}

/**
 * `compileForest` with known thresholds, such as those of a decoded model file: finding and
 * sorting them is a good part of the compile time, and most of it if features are continuous.
 *
 * @param thresholds all of the forest's
 */
export function compileForestWith(thresholds: ThresholdTables, forest: Forest): Predictor {
  const { featureCount, outputCount } = forest;
  const engine = chooseEngine(forest, rankTables(thresholds));
  return {
    featureCount,
    outputCount,
    predictRow(row, out = new Float64Array(outputCount)) {
      requireLength('row', row.length, featureCount);
      requireLength('out', out.length, outputCount);
      engine.predictRow(row, out);
      return out;
    },
    predictBatch(rows, out) {
      const count = rowCount(rows.length, featureCount);
      const answers = out ?? new Float64Array(count * outputCount);
      requireLength('out', answers.length, count * outputCount);
      engine.predictBatch(rows, answers);
      return answers;
    },
  };
}

function chooseEngine(forest: Forest, tables: readonly RankTable[]): Engine {
  const masks = leafMasks(forest, tables);
  if (masks !== undefined) return maskEngine(forest, masks);
  const trees = compactTrees(forest, rowKeys(forest, tables));
  return trees === undefined ? plainEngine(forest) : walkEngine(forest, trees);
}

/** For forests too large for the words of the other engines. */
function plainEngine(forest: Forest): Engine {
  const { featureCount: features, outputCount: outputs } = forest;
  return {
    predictRow: (row, out) => void predictRow(forest, row, out),
    predictBatch(rows, out) {
      for (let i = 0; i * features < rows.length; i++) {
        const row = rows.subarray(i * features, (i + 1) * features);
        predictRow(forest, row, out.subarray(i * outputs, (i + 1) * outputs));
      }
    },
  };
}
