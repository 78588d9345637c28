/**
 * The trees of a first round against LightGBM's, split by split: at every node the same feature sends the same
 * training rows to the left, lowers the loss as much, and leaves have the same values. The kernel boosts the same trees
 * as the reference (kernel-booster.test.ts).
 */
import { readdirSync, readFileSync } from 'node:fs';

import { CATEGORICAL, LEAF, MISSING_LEFT } from '@lambda-forest/forest';
import { describe, expect, test } from 'vitest';

import { binTable } from '../src/binning/bin-table.ts';
import type { ColumnSource } from '../src/binning/bin-table.ts';
import { DEFAULT_BOOSTING_LIMITS } from '../src/boosting/boosting.ts';
import type { BoostedTree, BoostingProblem } from '../src/boosting/boosting.ts';
import { fitRowsOf } from '../src/boosting/fit-rows.ts';
import { createLoss } from '../src/boosting/losses.ts';
import { createReferenceBooster } from '../src/boosting/reference-booster.ts';

/** Trees that LightGBM grew, with their training table (tools/oracles/make-boosting.py). */
interface Golden {
  readonly name: string;
  readonly input: {
    /** One array a feature; null is missing. */
    readonly columns: readonly (readonly (number | null)[])[];
    readonly target: readonly number[];
    /** null for a quantity. */
    readonly classes: number | null;
    /** One entry a feature: its number of levels, or null for numbers. */
    readonly levels: readonly (number | null)[];
    readonly params: {
      readonly num_leaves: number;
      readonly max_depth?: number;
      readonly min_data_in_leaf?: number;
      readonly lambda_l2?: number;
      readonly monotone_constraints?: readonly (-1 | 0 | 1)[];
    };
  };
  /** A tree an output, nodes in preorder. */
  readonly expected: { readonly trees: readonly (readonly GoldenNode[])[] };
}

type GoldenNode =
  | { readonly feature: -1; readonly value: number }
  | {
      readonly feature: number;
      readonly threshold: number | null;
      readonly levels_left: readonly number[] | null;
      readonly missing_left: boolean;
      readonly gain: number;
      readonly count: number;
      readonly left: number;
      readonly right: number;
    };

/** Relative to the number, or to 1: LightGBM's gradients are float32. */
const TOLERANCE = 1e-5;

const FOLDER = new URL('../golden/boosting/', import.meta.url);
const INPUT = '.input.json';

function goldens(): Golden[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(INPUT))
    .map((file) => {
      const name = file.slice(0, -INPUT.length);
      const read = (part: string) =>
        JSON.parse(readFileSync(new URL(`${name}.${part}.json`, FOLDER), 'utf8'));
      return { name, input: read('input'), expected: read('expected') };
    });
}

describe.each(goldens())('$name', ({ input, expected }) => {
  const problem = problemOf(input);
  const fit = fitRowsOf(problem);
  const loss = createLoss(problem.target, problem.loss);
  const trees = createReferenceBooster(problem, loss, fit).round();
  const baseScores = loss.baseScores(fit);
  const valueOf = (feature: number, row: number): number => input.columns[feature]![row] ?? NaN;

  test('a tree for each output', () => {
    expect(trees).toHaveLength(expected.trees.length);
  });

  test.each(expected.trees.map((nodes, output) => ({ nodes, output })))(
    'tree $output has the splits and leaves of LightGBM',
    ({ nodes, output }) => {
      const tree = trees[output]!;
      const compare = (node: number, other: number, rows: readonly number[]): void => {
        const theirs = nodes[other]!;
        expect(tree.feature[node]).toBe(theirs.feature === -1 ? LEAF : theirs.feature);
        if (!('gain' in theirs)) {
          expectClose(baseScores[output]! + tree.value[node]!, theirs.value);
          return;
        }
        expect(rows).toHaveLength(theirs.count);
        expectClose(tree.gain[node]!, theirs.gain);
        const value = (row: number) => valueOf(theirs.feature, row);
        const left = rows.filter((row) => goesLeft(tree, node, value(row)));
        const right = rows.filter((row) => !left.includes(row));
        const theirLeft = rows.filter((row) => isLeft(theirs, value(row)));
        // Missing values against all others: they may be on either side.
        const isMirrored = theirLeft[0] !== left[0];
        expect(isMirrored ? right : left).toEqual(theirLeft);
        compare(node + 1, isMirrored ? theirs.right : theirs.left, left);
        compare(tree.next[node]!, isMirrored ? theirs.left : theirs.right, right);
      };
      compare(0, 0, [...input.target.keys()]);
    },
  );
});

function expectClose(ours: number, theirs: number): void {
  expect(Math.abs(ours - theirs)).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(theirs)));
}

function problemOf({ columns, target, classes, levels, params }: Golden['input']): BoostingProblem {
  const table = binTable(
    columns.map((column, feature): ColumnSource => {
      const values = Float64Array.from(column, (value) => value ?? NaN);
      const levelCount = levels[feature] ?? null;
      return levelCount === null
        ? { kind: 'numeric', values }
        : { kind: 'categorical', values, levelCount };
    }),
  );
  return {
    table,
    target:
      classes === null
        ? { kind: 'regression', values: Float64Array.from(target) }
        : { kind: 'classification', values: Int32Array.from(target), classCount: classes },
    loss: { kind: 'squared_error' },
    rows: Uint32Array.from(target.keys()),
    limits: {
      ...DEFAULT_BOOSTING_LIMITS,
      rounds: 1,
      maxLeaves: params.num_leaves,
      maxDepth: params.max_depth ?? Infinity,
      minSamplesLeaf: params.min_data_in_leaf ?? 20,
      l2: params.lambda_l2 ?? 0,
      monotonic: params.monotone_constraints,
    },
    randomState: 1,
  };
}

function goesLeft(tree: BoostedTree, node: number, value: number): boolean {
  const flags = tree.flags[node]!;
  if (Number.isNaN(value)) return (flags & MISSING_LEFT) !== 0;
  const threshold = tree.threshold[node]!;
  if ((flags & CATEGORICAL) === 0) return value <= threshold;
  return ((tree.setBits[threshold + (value >>> 5)]! >>> (value & 31)) & 1) === 1;
}

function isLeft(split: Extract<GoldenNode, { gain: number }>, value: number): boolean {
  if (Number.isNaN(value)) return split.missing_left;
  return split.levels_left?.includes(value) ?? value <= split.threshold!;
}
