import { prepare, rounding, rowEngine, rowPredictor } from './compile-rows.ts';
import type { Prepared, RowPredictor } from './compile-rows.ts';
import type { Engine } from './compiled/engine.ts';
import { leafMasks } from './compiled/leaf-masks.ts';
import { sumBatch, voteBatch } from './compiled/mask-batch.ts';
import { maskEngine } from './compiled/mask-engine.ts';
import { rankOf, rankTables } from './compiled/rank-table.ts';
import type { RankTable } from './compiled/rank-table.ts';
import { sumMasks } from './compiled/sum-masks.ts';
import { walkBatch } from './compiled/walk-batch.ts';
import type { Forest } from './forest.ts';
import { requireLength, rowCount } from './lengths.ts';
import { nodeCodes } from './node-codes.ts';
import type { NodeCodes } from './node-codes.ts';
import { gatherThresholds } from './gather-thresholds.ts';

/** A forest prepared for rows and batches of them. */
export interface Predictor extends RowPredictor {
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
 * Compiles a forest once, with the first rows, to predict many times: five to twenty times as fast as the plain walk of
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
 * @param thresholds all of the forest's, if they are known
 */
export function compileForest(forest: Forest, thresholds = gatherThresholds(forest)): Predictor {
  const { featureCount, outputCount } = forest;
  const tables = rankTables(thresholds);
  const nodes =
    thresholds.nodes ?? nodeCodes(forest, (feature, value) => rankOf(tables[feature]!, value));
  // Most predictors are asked either for batches or for rows.
  const prepared = once(() => prepare(forest, nodes, tables));
  const ofRows = once(() => rowPredictor(forest, prepared()));
  const engine = once(() => batchEngine(forest, nodes, tables, prepared));
  return {
    featureCount,
    outputCount,
    predictRow: (row, out) => ofRows().predictRow(row, out),
    answerTrees: (row) => ofRows().answerTrees(row),
    predictBatch(rows, out) {
      const count = rowCount(rows.length, featureCount);
      const answers = out ?? new Float64Array(count * outputCount);
      requireLength('out', answers.length, count * outputCount);
      engine()(rows, answers);
      return answers;
    },
  };
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The most words of masks that a row of a batch may read for a tree. */
const MAX_WORDS_A_TREE = 64;

/** The fastest way for the forest: masks of votes or of numbers that are added, if its trees are small, else the walk. */
function batchEngine(
  forest: Forest,
  nodes: NodeCodes,
  tables: readonly RankTable[],
  prepared: () => Prepared,
): Engine {
  const wide = leafMasks(forest, nodes, tables, MAX_WORDS_A_TREE);
  const byVotes = wide && voteBatch(forest, wide);
  if (byVotes !== undefined) return byVotes;
  const sums = sumMasks(forest, nodes, tables);
  const bySums = sums && sumBatch(forest, sums);
  if (bySums !== undefined) return bySums;
  const rest = withoutKernel(forest, prepared());
  const round = rounding(forest);
  return (rows, out) => rest(round(rows), out);
}

/** By walks, or by the masks of single rows: of numbers that are rounded already, which kernels for masks do themselves. */
function withoutKernel(forest: Forest, prepared: Prepared): Engine {
  const { masks, trees } = prepared;
  if (trees !== undefined && forest.linear === undefined) return walkBatch(forest, trees);
  const { featureCount: features, outputCount: outputs } = forest;
  const row = rowEngine(forest, prepared);
  const predict =
    masks === undefined
      ? (rows: Float64Array, i: number, out: Float64Array) => {
          row.predict(
            rows.subarray(i * features, (i + 1) * features),
            out.subarray(i * outputs, (i + 1) * outputs),
          );
        }
      : maskEngine(forest, masks);
  return (rows, out) => {
    for (let i = 0; i * features < rows.length; i++) predict(rows, i, out);
  };
}
