/**
 * Our trees against scikit-learn's, split by split. Of equally good splits scikit-learn takes a random one and
 * we the first, so that below a tie two trees may differ for good. That is why every node of its tree is
 * checked on its own: on the samples that reach it we must find the same split, or another one that lowers the
 * impurity as much; a leaf of its tree must be a leaf of ours.
 */
import { findLeaf, LEAF } from '@lambda-forest/forest';
import { describe, expect, test } from 'vitest';

import { binTable } from '../src/binning/bin-table.ts';
import { wholeBag } from '../src/draw-bag.ts';
import { DEFAULT_GROWTH_LIMITS } from '../src/growth.ts';
import type { GrowthProblem } from '../src/growth.ts';
import { createReferenceGrower } from '../src/reference/reference-grower.ts';
import { assembleForest } from './assemble-forest.ts';
import { goldenTrees } from './golden-trees.ts';
import type { GoldenTree } from './golden-trees.ts';

const STATE = Uint32Array.of(1, 2, 3, 4);

describe.each(goldenTrees())('$name', ({ input, expected }) => {
  const columns = input.columns.map((column) => Float64Array.from(column, (value) => value ?? NaN));
  const problem = toProblem(input, columns);
  const all = Uint32Array.from(input.target.keys());
  const weightOf = (rows: Uint32Array) =>
    rows.reduce((sum, row) => sum + (problem.weights?.[row] ?? 1), 0);
  const reached = samplesByNode(expected, columns, all);

  test('every node has the split that scikit-learn found, or one as good', () => {
    let same = 0;
    let splits = 0;
    reached.forEach((rows, node) => {
      const limits = {
        ...problem.limits,
        maxDepth: Math.min(1, problem.limits.maxDepth - depthOf(expected, node)),
        minImpurityDecrease: (problem.limits.minImpurityDecrease * weightOf(all)) / weightOf(rows),
      };
      const bag = wholeBag(rows, problem.table.rowCount);
      const tree = createReferenceGrower({ ...problem, limits }).grow(bag, STATE);
      const forest = assembleForest(problem.table, problem.target, [tree]);
      // Rounding lets scikit-learn split samples of one class when their weights are not whole.
      const isLeaf = expected.left[node] === -1 || expected.impurity[node]! < 1e-12;
      expect(forest.feature[0] === LEAF).toBe(isLeaf);
      if (isLeaf) return;
      splits++;
      const isSame =
        forest.feature[0] === expected.feature[node] &&
        forest.threshold[0] === (expected.threshold[node] ?? Infinity);
      if (isSame) same++;
      const weighted = (at: number) => weightOf(reached[at]!) * expected.impurity[at]!;
      const decrease =
        weighted(node) - weighted(expected.left[node]!) - weighted(expected.right[node]!);
      const found = tree.importances.reduce((sum, one) => sum + one, 0);
      expect(Math.abs(found - decrease)).toBeLessThan(1e-9 * Math.max(1, weighted(0)));
    });
    expect(same).toBeGreaterThan(splits / 2);
  });

  test('the whole tree answers for its training rows as scikit-learn does', () => {
    const tree = createReferenceGrower(problem).grow(wholeBag(all, all.length), STATE);
    const forest = assembleForest(problem.table, problem.target, [tree]);
    let same = 0;
    reached.forEach((rows, node) => {
      if (expected.left[node] !== -1) return;
      for (const row of rows) {
        const sample = Float64Array.from(columns, (column) => column[row]!);
        const answer = forest.next[findLeaf(forest, 0, sample)]! * forest.outputCount;
        const found = [...forest.values.subarray(answer, answer + forest.outputCount)];
        const isClose = found.every(
          (value, k) => Math.abs(value - expected.value[node]![k]!) < 1e-9 * Math.max(1, value),
        );
        if (isClose) same++;
      }
    });
    // The samples that differ are below ties.
    expect(same / all.length).toBeGreaterThan(0.9);
  });
});

function toProblem(
  { target, is_class, weights, params }: GoldenTree['input'],
  columns: readonly Float64Array[],
): GrowthProblem {
  return {
    table: binTable(columns.map((values) => ({ kind: 'numeric', values }))),
    target: is_class
      ? {
          kind: 'classification',
          classCount: Math.max(...target) + 1,
          values: Int32Array.from(target),
        }
      : { kind: 'regression', values: Float64Array.from(target) },
    weights: weights === null ? undefined : Float64Array.from(weights),
    limits: {
      ...DEFAULT_GROWTH_LIMITS,
      featuresPerSplit: columns.length,
      criterion: params.criterion ?? 'gini',
      maxDepth: params.max_depth ?? Infinity,
      minSamplesLeaf: params.min_samples_leaf ?? 1,
      minSamplesSplit: params.min_samples_split ?? 2,
      minImpurityDecrease: params.min_impurity_decrease ?? 0,
    },
  };
}

/** The rows that reach each node of scikit-learn's tree. */
function samplesByNode(
  { feature, threshold, left, right, missing_left }: GoldenTree['expected'],
  columns: readonly Float64Array[],
  all: Uint32Array,
): Uint32Array[] {
  const reached: Uint32Array[] = [];
  const visit = (node: number, rows: Uint32Array): void => {
    reached[node] = rows;
    if (left[node] === -1) return;
    const column = columns[feature[node]!]!;
    const goesLeft = (row: number): boolean =>
      Number.isNaN(column[row])
        ? missing_left[node] === 1
        : column[row]! <= (threshold[node] ?? Infinity);
    visit(left[node]!, rows.filter(goesLeft));
    visit(
      right[node]!,
      rows.filter((row) => !goesLeft(row)),
    );
  };
  visit(0, all);
  return reached;
}

function depthOf({ left, right }: GoldenTree['expected'], node: number): number {
  let depth = 0;
  for (let at = node; at !== 0; depth++) {
    at = left.findIndex((child, parent) => child === at || right[parent] === at);
  }
  return depth;
}
