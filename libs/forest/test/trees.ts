import fc from 'fast-check';

import { ForestBuilder } from '../src/index.ts';
import type { Forest, Split } from '../src/index.ts';

/** A tree as objects: the plain meaning of the arrays, which they are tested against. */
export type Tree = { readonly answer: readonly number[] } | Branch;

interface Branch {
  readonly split: Split;
  readonly left: Tree;
  readonly right: Tree;
}

/** Trees over the same features, and rows to send through them. */
export interface Case {
  readonly featureCount: number;
  readonly outputCount: number;
  readonly trees: readonly Tree[];
  readonly rows: readonly Float64Array[];
}

/** Values for which comparisons are most likely to go wrong: both zeros, subnormals, extremes, level indices. */
const EDGES = [
  Math.fround(1e-35),
  -Math.fround(1e-35),
  1.1e-35,
  -Infinity,
  -Number.MAX_VALUE,
  -1,
  -Number.MIN_VALUE,
  -0,
  0,
  Number.MIN_VALUE,
  0.5,
  1,
];
const VALUES = [...EDGES, 31, 32, 33, 64, 2 ** 32, Number.MAX_VALUE, Infinity];

export function plant({ featureCount, outputCount, trees }: Case): Forest {
  const builder = new ForestBuilder(featureCount, outputCount);
  const add = (tree: Tree): void => {
    if ('answer' in tree) {
      builder.addLeaf(tree.answer);
    } else {
      builder.addSplit(tree.split);
      add(tree.left);
      add(tree.right);
    }
  };
  trees.forEach(add);
  return builder.build();
}

/** The answer of one tree, found by recursion. */
export function walk(tree: Tree, row: Float64Array): readonly number[] {
  if ('answer' in tree) return tree.answer;
  return walk(goesLeft(tree.split, row[tree.split.feature]!) ? tree.left : tree.right, row);
}

function goesLeft(split: Split, value: number): boolean {
  if (Number.isNaN(value)) return split.missingLeft;
  if ('threshold' in split) {
    const isZero = split.zeroMissing === true && Math.abs(value) <= Math.fround(1e-35);
    return isZero ? split.missingLeft : value <= split.threshold;
  }
  const isSeen = Number.isInteger(value) && value >= 0 && value < split.levelCount;
  if (!isSeen) return split.unseenLeft ?? split.missingLeft;
  return split.levels.includes(value);
}

const threshold = fc.oneof(fc.constantFrom(...VALUES), fc.double({ noNaN: true }));

function splits(featureCount: number): fc.Arbitrary<Split> {
  const common = { feature: fc.nat(featureCount - 1), missingLeft: fc.boolean() };
  const categorical = fc.nat(100).chain((levelCount) =>
    fc.record({
      ...common,
      levelCount: fc.constant(levelCount),
      levels: levelCount === 0 ? fc.constant([]) : fc.array(fc.nat(levelCount - 1)),
      unseenLeft: fc.boolean(),
    }),
  );
  const numeric = fc.record({ ...common, threshold, zeroMissing: fc.boolean() });
  return fc.oneof(numeric, categorical);
}

function treesOf(featureCount: number, outputCount: number): fc.Arbitrary<Tree> {
  const number = fc.oneof(fc.constantFrom(0, -0, 1, 0.5), fc.double({ min: -1e300, max: 1e300 }));
  const leaf: fc.Arbitrary<Tree> = fc.record({
    answer: fc.array(
      number.filter((value) => !Number.isNaN(value)),
      { minLength: outputCount, maxLength: outputCount },
    ),
  });
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      leaf,
      fc.record({ split: splits(featureCount), left: tie('tree'), right: tie('tree') }),
    ),
  }));
  return tree;
}

/** The thresholds of a tree: rows take their values from them too, so that ties happen. */
function thresholdsOf(tree: Tree): number[] {
  if ('answer' in tree) return [];
  const own = 'threshold' in tree.split ? [tree.split.threshold] : [];
  return [...own, ...thresholdsOf(tree.left), ...thresholdsOf(tree.right)];
}

/** Any forest of numeric and categorical splits, with rows that are missing, unseen, extreme or tied. */
export const cases: fc.Arbitrary<Case> = fc
  .record({
    featureCount: fc.integer({ min: 1, max: 4 }),
    outputCount: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ featureCount, outputCount }) =>
    fc.array(treesOf(featureCount, outputCount), { minLength: 1, maxLength: 4 }).chain((trees) => {
      const value = fc.oneof(
        fc.constantFrom(NaN, ...VALUES, ...trees.flatMap(thresholdsOf)),
        fc.nat(130),
        fc.double(),
      );
      const row = fc
        .array(value, { minLength: featureCount, maxLength: featureCount })
        .map((values) => Float64Array.from(values));
      return fc.record({
        featureCount: fc.constant(featureCount),
        outputCount: fc.constant(outputCount),
        trees: fc.constant(trees),
        rows: fc.array(row, { minLength: 1, maxLength: 8 }),
      });
    }),
  );
