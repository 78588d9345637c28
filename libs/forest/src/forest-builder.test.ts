import { count } from '@lambda-forest/text';
import { describe, expect, test } from 'vitest';

import { ForestBuilder, InvalidForestError } from './index.ts';
import type { Split } from './index.ts';

const numeric: Split = { feature: 0, threshold: 1, missingLeft: false };
const categorical: Split = { feature: 0, levels: [0], levelCount: 2, missingLeft: false };

/** The message of the InvalidForestError that `action` throws. */
function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidForestError);
    return (error as InvalidForestError).message;
  }
  throw new Error('Nothing was refused.');
}

describe('leaves', () => {
  test('with equal answers share a row, and 0 is not -0', () => {
    const builder = new ForestBuilder(1, 1);
    for (const answer of [0, -0, 0, -0, 1e-300, 1e-300]) builder.addLeaf([answer]);
    const { next, values } = builder.build();
    expect([...next]).toEqual([0, 1, 0, 1, 2, 2]);
    expect([...values]).toEqual([0, -0, 1e-300]);
  });

  test('whose digits form the same text do not share a row', () => {
    const builder = new ForestBuilder(1, 2);
    builder.addLeaf([1, 23]);
    builder.addLeaf([12, 3]);
    expect([...builder.build().values]).toEqual([1, 23, 12, 3]);
  });

  test('are copied: changing the answer afterwards changes nothing', () => {
    const builder = new ForestBuilder(1, 1);
    const answer = [1];
    builder.addLeaf(answer);
    answer[0] = 2;
    expect([...builder.build().values]).toEqual([1]);
  });

  test('may have tens of thousands of classes', () => {
    const builder = new ForestBuilder(1, 65_535);
    builder.addLeaf(new Float64Array(65_535));
    builder.addLeaf(new Float64Array(65_535).fill(1));
    expect(builder.build().values).toHaveLength(2 * 65_535);
  });
});

test('a set holds one word for 32 levels, and spare bits say where unseen levels go', () => {
  const builder = new ForestBuilder(1, 1);
  const split = (levelCount: number, levels: number[], missingLeft: boolean) => {
    builder.addSplit({ feature: 0, levels, levelCount, missingLeft });
    builder.addLeaf([0]);
    builder.addLeaf([1]);
  };
  split(0, [], true);
  split(32, [31], true);
  split(33, [0, 0], true);
  split(33, [32], false);
  const { categorySetStart, categorySetBits } = builder.build();
  expect([...categorySetStart]).toEqual([0, 0, 1, 3, 5]);
  expect([...categorySetBits]).toEqual([2 ** 31, 1, 2 ** 32 - 2, 0, 1]);
});

test('a builder can go on after build, which took a copy', () => {
  const builder = new ForestBuilder(1, 1);
  builder.addLeaf([1]);
  const first = builder.build();
  builder.addLeaf([2]);
  expect([...first.treeStart]).toEqual([0, 1]);
  expect([...builder.build().treeStart]).toEqual([0, 1, 2]);
});

describe('refused', () => {
  test.each([
    [0, 1, 'Found 0 features, expected at least 1.'],
    [1, 0, 'Found 0 outputs, expected at least 1.'],
    [1.5, 1, 'Found 1.5 features, expected at least 1.'],
    [1, NaN, 'Found NaN outputs, expected at least 1.'],
  ])('a forest of %d features and %d outputs', (features, outputs, problem) => {
    expect(refusal(() => new ForestBuilder(features, outputs))).toContain(problem);
  });

  test.each<[string, Partial<Split>, string]>([
    ['a feature past the last', { feature: 2 }, 'feature 2, expected 0 to 1'],
    ['a negative feature', { feature: -1 }, 'feature -1, expected 0 to 1'],
    ['half a feature', { feature: 0.5 }, 'feature 0.5, expected 0 to 1'],
    ['a threshold that is NaN', { threshold: NaN }, 'threshold is NaN'],
  ])('%s', (_, change, problem) => {
    const builder = new ForestBuilder(2, 1);
    expect(refusal(() => builder.addSplit({ ...numeric, ...change }))).toContain(problem);
  });

  test.each([
    [[2], 2],
    [[-1], 2],
    [[0.5], 2],
    [[NaN], 2],
    [[], -1],
    [[], 1.5],
    [[], 2 ** 24 + 1],
    [[2 ** 32], 2 ** 33],
  ])('levels %j of %d', (levels, levelCount) => {
    const builder = new ForestBuilder(1, 1);
    const problem = refusal(() => builder.addSplit({ ...categorical, levels, levelCount }));
    expect(problem).toContain(`Found ${count(levels.length, 'level')} of ${levelCount}`);
  });

  test.each([
    [[1], 'Found a leaf with 1 number, expected 2.'],
    [[1, 2, 3], 'Found a leaf with 3 numbers, expected 2.'],
    [[1, NaN], 'Found a leaf that answers [1, NaN].'],
    [[Infinity, 0], 'Found a leaf that answers [Infinity, 0].'],
  ])('a leaf of %j', (answer, problem) => {
    expect(refusal(() => new ForestBuilder(1, 2).addLeaf(answer))).toContain(problem);
  });

  test('a forest without trees, or with an incomplete last tree', () => {
    const builder = new ForestBuilder(1, 1);
    expect(refusal(() => builder.build())).toContain('Found no tree, expected at least one.');
    const lacksChild = 'Found a tree with a split that lacks a child.';
    builder.addSplit(numeric);
    expect(refusal(() => builder.build())).toContain(lacksChild);
    builder.addLeaf([1]);
    expect(refusal(() => builder.build())).toContain(lacksChild);
    builder.addSplit(categorical);
    builder.addLeaf([2]);
    expect(refusal(() => builder.build())).toContain(lacksChild);
    builder.addLeaf([3]);
    expect(builder.build().feature).toHaveLength(5);
  });

  test('a refused node leaves the builder unchanged', () => {
    const builder = new ForestBuilder(1, 1);
    refusal(() => builder.addLeaf([NaN]));
    refusal(() => builder.addSplit({ ...categorical, levels: [7] }));
    builder.addLeaf([1]);
    const forest = builder.build();
    expect([...forest.treeStart]).toEqual([0, 1]);
    expect([...forest.categorySetStart]).toEqual([0]);
  });
});
