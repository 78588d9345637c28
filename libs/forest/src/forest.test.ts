import { describe, expect, test } from 'vitest';

import { findLeaf, ForestBuilder, nodeCount, predictRow, treeCount } from './index.ts';

/** Two trees over two features and two outputs; each sentence of `Forest` is read off it. */
function smallForest() {
  const builder = new ForestBuilder(2, 2);
  builder.addSplit({ feature: 1, threshold: 0.5, missingLeft: true });
  builder.addSplit({ feature: 0, levels: [0, 33], levelCount: 34, missingLeft: false });
  builder.addLeaf([1, 0]);
  builder.addLeaf([0, 1]);
  builder.addLeaf([1, 0]);
  builder.addLeaf([0.25, 0.75]);
  return builder.build();
}

describe('the layout', () => {
  const forest = smallForest();

  test('counts: two trees, six nodes, two features, two outputs', () => {
    expect(treeCount(forest)).toBe(2);
    expect(nodeCount(forest)).toBe(6);
    expect([forest.featureCount, forest.outputCount, forest.aggregation]).toEqual([2, 2, 'mean']);
  });

  test('treeStart: tree t is nodes treeStart[t] up to treeStart[t + 1]', () => {
    expect([...forest.treeStart]).toEqual([0, 5, 6]);
  });

  test('feature: what a split tests, LEAF for a leaf, in preorder', () => {
    expect([...forest.feature]).toEqual([1, 0, -1, -1, -1, -1]);
  });

  test('threshold: a number, the index of a category set, or 0 for a leaf', () => {
    expect([...forest.threshold]).toEqual([0.5, 0, 0, 0, 0, 0]);
  });

  test('next: the right child of a split, the row of values of a leaf; equal leaves share a row', () => {
    expect([...forest.next]).toEqual([4, 3, 0, 1, 0, 2]);
  });

  test('flags: 1 sends a missing value left, 2 makes the split categorical, 0 for a leaf', () => {
    expect([...forest.flags]).toEqual([1, 2, 0, 0, 0, 0]);
  });

  test('values: rows of outputCount numbers, row after row', () => {
    expect([...forest.values]).toEqual([1, 0, 0, 1, 0.25, 0.75]);
  });

  test('category sets: level 32 * w + b is bit b of word w, counted from the least significant', () => {
    expect([...forest.categorySetStart]).toEqual([0, 2]);
    expect([...forest.categorySetBits]).toEqual([0b1, 0b10]);
  });

  test('the left child of split i is i + 1, the right one next[i]', () => {
    expect(findLeaf(forest, 0, Float64Array.of(0, 0.5))).toBe(2);
    expect(findLeaf(forest, 0, Float64Array.of(1, 0.5))).toBe(3);
    expect(findLeaf(forest, 0, Float64Array.of(0, 0.6))).toBe(4);
    expect(findLeaf(forest, 5, Float64Array.of(0, 0))).toBe(5);
  });

  test('the prediction is the mean of the trees', () => {
    expect([...predictRow(forest, Float64Array.of(33, NaN))]).toEqual([0.625, 0.375]);
  });
});

describe('unseen levels', () => {
  test.each([false, true])('go the way of a missing value, left: %s', (missingLeft) => {
    const builder = new ForestBuilder(1, 1);
    builder.addSplit({ feature: 0, levels: [2], levelCount: 40, missingLeft });
    builder.addLeaf([1]);
    builder.addLeaf([0]);
    const forest = builder.build();
    const answer = (value: number) => predictRow(forest, Float64Array.of(value))[0];
    expect([2, 0, 31, 39].map(answer)).toEqual([1, 0, 0, 0]);
    for (const unseen of [40, 63, 64, 2 ** 32 + 2, Infinity, -1, -Infinity, 2.5, NaN]) {
      expect(answer(unseen), String(unseen)).toBe(missingLeft ? 1 : 0);
    }
  });
});
