import { RandomForestClassifier, RandomForestRegression } from 'ml-random-forest';
import { expect, test } from 'vitest';

import { LIBRARY_VERSION } from './ml-random-forest-version.ts';

/**
 * The faults that `ml-random-forest.ts` lists, seen in the library itself. A test that fails here after an
 * upgrade is good news: the fault is fixed, and its workaround can be removed.
 */

const ROWS = [[1], [2], [3], [4], [5], [6], [7], [8]];
const HALVES = [0, 0, 0, 0, 1, 1, 1, 1];
/** One tree on all rows and columns, grown as deep as the library grows it. */
const WHOLE_TREE = {
  nEstimators: 1,
  useSampleBagging: false,
  noOOB: true,
  replacement: false,
  treeOptions: { minNumSamples: 1, gainThreshold: -1 },
};

test('the faults below were seen in this version', () => {
  expect(LIBRARY_VERSION).toBe('ml-random-forest@2.1.0');
});

test('maxSamples takes the first rows', () => {
  const forest = new RandomForestRegression({ ...WHOLE_TREE, maxSamples: 4 } as object);
  forest.train(ROWS, HALVES);
  expect(forest.predict(ROWS)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test('out-of-bag throws when a row is in every bag, as some are with one tree', () => {
  const forest = new RandomForestClassifier({ nEstimators: 1, seed: 1 });
  expect(() => forest.train(ROWS, HALVES)).toThrow();
});

test('probabilities lack the vote of the first tree', () => {
  const forest = new RandomForestClassifier({ ...WHOLE_TREE, nEstimators: 4 });
  forest.train(ROWS, HALVES);
  expect(forest.predict([[1]])).toEqual([0]); // all four trees agree
  expect(forest.predictProbability([[1]], 0)).toEqual([0.75]);
});

test('the distributions of leaves have different lengths', () => {
  const forest = new RandomForestClassifier(WHOLE_TREE);
  forest.train(ROWS, HALVES);
  const { left, right } = rootOf(forest);
  expect([left?.distribution?.columns, right?.distribution?.columns]).toEqual([1, 2]);
});

test('importances are NaN after a forest is stored and loaded', () => {
  const forest = new RandomForestClassifier(WHOLE_TREE);
  forest.train(ROWS, HALVES);
  expect(importances(forest)).toEqual([1]);
  expect(importances(RandomForestClassifier.load(forest.toJSON()))).toEqual([NaN]);
});

test('importances of a regression ignore the split that removes the last error', () => {
  const forest = new RandomForestRegression(WHOLE_TREE);
  const rows = [[0, 0], [0, 1], [1, 0], [1, 1]]; // oxfmt-ignore
  forest.train(rows, [0, 1, 2, 3]);
  expect(forest.predict(rows)).toEqual([0, 1, 2, 3]); // so both features were used
  expect(importances(forest)).toEqual([1, 0]); // 0.8 and 0.2 by definition
});

test('maxFeatures 1 means all features', () => {
  const forest = new RandomForestClassifier({ ...WHOLE_TREE, maxFeatures: 1 });
  forest.train([[1, 2, 3], [4, 5, 6]], [0, 1]); // oxfmt-ignore
  expect(forest.indexes?.[0]).toHaveLength(3);
});

test('features are drawn with replacement by default', () => {
  const { replacement: _, ...defaults } = WHOLE_TREE;
  const forest = new RandomForestClassifier({ ...defaults, nEstimators: 20 });
  forest.train([[1, 2, 3], [4, 5, 6]], [0, 1]); // oxfmt-ignore
  const distinct = forest.indexes?.map((columns) => new Set(columns).size) ?? [];
  expect(Math.min(...distinct)).toBeLessThan(3);
});

test('growth stops at three samples by default', () => {
  const { treeOptions: _, ...defaults } = WHOLE_TREE;
  const forest = new RandomForestClassifier(defaults);
  forest.train([[1], [2], [3]], [0, 1, 1]);
  expect(forest.predict([[1]])).toEqual([1]);
});

test('growth stops at a gain of 0.01 by default', () => {
  const rows = Array.from({ length: 400 }, (_, i) => [i]);
  const labels = rows.map((_, i) => (i === 0 ? 1 : 0)); // the split that frees row 0 gains 0.005
  const train = (treeOptions: object) => {
    const forest = new RandomForestClassifier({ ...WHOLE_TREE, treeOptions });
    forest.train(rows, labels);
    return forest.predict([[0]]);
  };
  expect(train({})).toEqual([0]);
  expect(train({ gainThreshold: -1 })).toEqual([1]);
});

test('a perfect first split of a regression is not made, though the node carries it', () => {
  const forest = new RandomForestRegression(WHOLE_TREE);
  forest.train(ROWS, HALVES);
  expect(forest.predict([[1], [8]])).toEqual([0.5, 0.5]);
  expect(rootOf(forest)).toMatchObject({ splitColumn: 0, splitValue: 4.5 });
});

test('growth stops where the gain of a split equals that of its parent', () => {
  const forest = new RandomForestClassifier(WHOLE_TREE);
  forest.train(ROWS, [0, 1, 1, 1, 0, 0, 1, 0]); // the root's and the right child's splits gain 1/8
  expect(forest.predict(ROWS)).toEqual([0, 1, 1, 1, 0, 0, 0, 0]);
});

test('labels that are strings or negative throw', () => {
  const train = (labels: unknown) => () =>
    new RandomForestClassifier(WHOLE_TREE).train([[1], [2]], labels as number[]);
  expect(train(['a', 'b'])).toThrow();
  expect(train([-1, 1])).toThrow();
});

test('a value that is not a number is accepted silently', () => {
  const forest = new RandomForestClassifier(WHOLE_TREE);
  expect(() => forest.train([[1], [NaN], [3]], [0, 1, 1])).not.toThrow();
});

test('a seed that is not a whole number throws', () => {
  const forest = new RandomForestClassifier({ ...WHOLE_TREE, seed: 0.5 });
  expect(() => forest.train(ROWS, HALVES)).toThrow(RangeError);
});

test('the order of rows with one value decides which splits are tried', () => {
  const train = (labels: number[]) => {
    const forest = new RandomForestClassifier(WHOLE_TREE);
    forest.train([[1], [1], [2], [2]], labels);
    return rootOf(forest).left !== undefined;
  };
  expect(train([1, 0, 1, 1])).toBe(true); // 0 and 1 meet at the boundary
  expect(train([0, 1, 1, 1])).toBe(false); // 1 and 1 do: the split between 1 and 2 is never tried
});

test('with equal values a threshold may be a value itself', () => {
  const forest = new RandomForestClassifier(WHOLE_TREE);
  forest.train([[1], [1], [2], [2]], [0, 0, 0, 1]);
  expect(rootOf(forest).splitValue).toBe(2);
});

test('if no split gains anything by itself, one with an empty side is chosen', () => {
  const forest = new RandomForestClassifier(WHOLE_TREE);
  const rows = [[0, 0], [0, 1], [1, 0], [1, 1]]; // oxfmt-ignore
  forest.train(rows, [0, 1, 1, 0]);
  expect(forest.predict(rows)).toEqual([0, 0, 0, 0]);
  expect(rootOf(forest)).toMatchObject({ gain: 0, splitValue: 0 });
});

test('a value that equals the threshold, or is not a number, goes right', () => {
  const forest = new RandomForestClassifier(WHOLE_TREE);
  forest.train(ROWS, HALVES);
  expect(rootOf(forest).splitValue).toBe(4.5);
  expect(forest.predict([[4.4], [4.5], [NaN]])).toEqual([0, 1, 1]);
});

interface Node {
  splitColumn?: number;
  splitValue?: number;
  gain?: number;
  left?: Node;
  right?: Node;
  distribution?: { columns: number };
}

/** `featureImportance` is not in the library's types. */
function importances(forest: object): unknown {
  const owner = forest as { featureImportance: () => unknown };
  return owner.featureImportance();
}

function rootOf(forest: { estimators?: unknown[] }): Node {
  const [tree] = forest.estimators as { root: Node }[];
  return tree!.root;
}
