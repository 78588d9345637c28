import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cases, plant } from '../test/trees.ts';
import { ForestBuilder, InvalidForestError, predictRow, validateForest } from './index.ts';
import type { Forest } from './index.ts';

test('everything the builder builds is valid', () => {
  fc.assert(
    fc.property(cases, (c) => {
      expect(() => validateForest(plant(c))).not.toThrow();
    }),
  );
});

test('a chain of splits as long as the forest is validated and walked without recursion', () => {
  const builder = new ForestBuilder(1, 1);
  const depth = 100_000;
  for (let i = 0; i < depth; i++)
    builder.addSplit({ feature: 0, threshold: -i, missingLeft: true });
  for (let i = 0; i <= depth; i++) builder.addLeaf([i]);
  const forest = builder.build();
  validateForest(forest);
  expect(predictRow(forest, Float64Array.of(NaN))[0]).toBe(0);
  expect(predictRow(forest, Float64Array.of(1))[0]).toBe(depth);
});

/**
 * Two trees: node 0 tests feature 1 (right child 4), node 1 a set (right child 3), nodes 2 to 4 are leaves;
 * node 5 is the second tree. Three rows of two outputs; one set of two words.
 */
function smallForest(): Forest {
  const builder = new ForestBuilder(2, 2);
  builder.addSplit({ feature: 1, threshold: 0.5, missingLeft: true });
  builder.addSplit({ feature: 0, levels: [0, 33], levelCount: 34, missingLeft: false });
  builder.addLeaf([1, 0]);
  builder.addLeaf([0, 1]);
  builder.addLeaf([1, 0]);
  builder.addLeaf([0.25, 0.75]);
  return builder.build();
}

test('a numeric threshold and a leaf value may be -0', () => {
  const forest = smallForest();
  const threshold = put(forest.threshold, { 0: -0 });
  const values = put(forest.values, { 1: -0 });
  expect(() => validateForest({ ...forest, threshold, values })).not.toThrow();
});

/** A typed array with some entries replaced. */
function put<T extends Uint8Array | Int32Array | Uint32Array | Float64Array>(
  array: T,
  entries: Readonly<Record<number, number>>,
): T {
  const copy = array.slice() as T;
  for (const [index, value] of Object.entries(entries)) copy[Number(index)] = value;
  return copy;
}

describe('each kind of corruption is refused', () => {
  test.each<[string, (forest: Forest) => Partial<Forest>, string]>([
    ['no feature', () => ({ featureCount: 0 }), 'Found 0 features'],
    ['half a feature', () => ({ featureCount: 1.5 }), 'Found 1.5 features'],
    ['no output', () => ({ outputCount: 0 }), 'Found 0 outputs'],
    ['outputs that are NaN', () => ({ outputCount: NaN }), 'Found NaN outputs'],
    ['rows that do not divide', () => ({ outputCount: 4 }), 'Found 6 leaf values'],
    ['fewer rows than leaves say', () => ({ outputCount: 6 }), 'Found row 1 at leaf 3'],

    [
      'a factor of a link without one',
      () => ({ link: { kind: 'exp', factor: 2 } }),
      'Found link that',
    ],
    ['a factor 0', () => ({ link: { kind: 'logistic', factor: 0 } }), 'Found link that'],
    ['base scores of a mean', () => ({ baseScore: Float64Array.of(1, 2) }), 'Found baseScore that'],
    [
      'too many base scores',
      () => ({ aggregation: 'sum', baseScore: new Float64Array(3) }),
      'Found baseScore that',
    ],
    [
      'a base score NaN',
      () => ({ aggregation: 'sum', baseScore: Float64Array.of(0, NaN) }),
      'Found baseScore that',
    ],
    [
      'base scores that are all 0',
      () => ({ aggregation: 'sum', baseScore: new Float64Array(2) }),
      'Found baseScore that',
    ],
    [
      'a tree without its score',
      () => ({ treeOutput: new Uint32Array(1) }),
      'Found treeOutput that',
    ],
    [
      'a score past the last',
      () => ({ treeOutput: Uint32Array.of(0, 2) }),
      'Found treeOutput that',
    ],
    ['the cover of some leaves', () => ({ cover: new Float64Array(3) }), 'Found cover that'],
    ['a negative cover', () => ({ cover: Float64Array.of(1, 2, 3, -0) }), 'Found cover that'],

    ['an empty treeStart', () => ({ treeStart: new Uint32Array(0) }), 'Found no tree'],
    ['no tree', () => ({ treeStart: new Uint32Array(1) }), 'Found no tree'],
    ['trees after node 0', (f) => ({ treeStart: put(f.treeStart, { 0: 1 }) }), 'from node 1 to 6'],
    [
      'trees that end early',
      (f) => ({ treeStart: put(f.treeStart, { 2: 5 }) }),
      'from node 0 to 5',
    ],
    ['trees that end late', (f) => ({ treeStart: put(f.treeStart, { 2: 7 }) }), 'from node 0 to 7'],
    [
      'an empty tree',
      (f) => ({ treeStart: put(f.treeStart, { 1: 0 }) }),
      'Found tree 0 from node 0',
    ],
    [
      'a tree cut short',
      (f) => ({ treeStart: put(f.treeStart, { 1: 4 }) }),
      'Found tree 0 incomplete at node 3',
    ],
    ['a tree too long', (f) => ({ treeStart: put(f.treeStart, { 1: 6 }) }), 'incomplete at node 4'],
    [
      'a tree past the end',
      (f) => ({ treeStart: put(f.treeStart, { 1: 99 }) }),
      'from node 0 to 99',
    ],

    ['a feature past the last', (f) => ({ feature: put(f.feature, { 0: 2 }) }), 'Found feature 2'],
    ['a feature below LEAF', (f) => ({ feature: put(f.feature, { 0: -2 }) }), 'Found feature -2'],
    ['a leaf for a split', (f) => ({ feature: put(f.feature, { 0: -1 }) }), 'at leaf 0'],
    [
      'a split for a leaf',
      (f) => ({ feature: put(f.feature, { 2: 0 }) }),
      'as right child of node 2',
    ],
    [
      'a split for the last leaf',
      (f) => ({ feature: put(f.feature, { 5: 0 }) }),
      'Found tree 1 ending',
    ],

    ['fewer thresholds', (f) => ({ threshold: f.threshold.slice(1) }), 'different lengths'],
    [
      'a threshold NaN',
      (f) => ({ threshold: put(f.threshold, { 0: NaN }) }),
      'Found threshold NaN',
    ],
    [
      'a set past the last',
      (f) => ({ threshold: put(f.threshold, { 1: 1 }) }),
      'Found threshold 1',
    ],
    ['a negative set', (f) => ({ threshold: put(f.threshold, { 1: -1 }) }), 'Found threshold -1'],
    ['half a set', (f) => ({ threshold: put(f.threshold, { 1: 0.5 }) }), 'Found threshold 0.5'],
    ['a set that is -0', (f) => ({ threshold: put(f.threshold, { 1: -0 }) }), 'threshold -0'],
    ['a leaf with the threshold -0', (f) => ({ threshold: put(f.threshold, { 2: -0 }) }), 'leaf 2'],
    ['a leaf with a threshold', (f) => ({ threshold: put(f.threshold, { 2: 1 }) }), 'at leaf 2'],

    ['more next', (f) => ({ next: Uint32Array.from([...f.next, 0]) }), 'different lengths'],
    [
      'a right child that is the split',
      (f) => ({ next: put(f.next, { 0: 0 }) }),
      'Found 0 as right',
    ],
    [
      'a right child that is the left',
      (f) => ({ next: put(f.next, { 0: 1 }) }),
      'Found 1 as right',
    ],
    ['a right child elsewhere', (f) => ({ next: put(f.next, { 0: 5 }) }), 'Found 5 as right'],
    ['a right child past the end', (f) => ({ next: put(f.next, { 1: 6 }) }), 'Found 6 as right'],
    ['a row past the last', (f) => ({ next: put(f.next, { 5: 3 }) }), 'Found row 3 at leaf 5'],

    ['fewer flags', (f) => ({ flags: f.flags.slice(1) }), 'different lengths'],
    ['unknown flags', (f) => ({ flags: put(f.flags, { 0: 4 }) }), 'Found flags 4 at node 0'],
    ['a leaf with flags', (f) => ({ flags: put(f.flags, { 2: 1 }) }), 'at leaf 2'],
    ['a number taken for a set', (f) => ({ flags: put(f.flags, { 0: 2 }) }), 'Found threshold 0.5'],

    ['no values', () => ({ values: new Float64Array(0) }), 'Found row 0 at leaf 2'],
    ['a value NaN', (f) => ({ values: put(f.values, { 3: NaN }) }), 'Found values[3] = NaN'],
    ['an infinite value', (f) => ({ values: put(f.values, { 5: Infinity }) }), 'Found values[5]'],

    ['no set start', () => ({ categorySetStart: new Uint32Array(0) }), 'do not cover'],
    [
      'sets after word 0',
      (f) => ({ categorySetStart: put(f.categorySetStart, { 0: 1 }) }),
      'not cover',
    ],
    [
      'sets past the bits',
      (f) => ({ categorySetStart: put(f.categorySetStart, { 1: 3 }) }),
      'not cover',
    ],
    ['bits in no set', () => ({ categorySetBits: new Uint32Array(3) }), 'do not cover'],
    [
      'sets that go back',
      () => ({ categorySetStart: Uint32Array.of(0, 3, 2) }),
      'Found category set 1',
    ],
  ])('%s', (_, corrupt, problem) => {
    const forest = smallForest();
    validateForest(forest);
    const validate = () => validateForest({ ...forest, ...corrupt(forest) });
    expect(validate).toThrow(InvalidForestError);
    expect(validate).toThrow(problem);
  });
});

const ARRAYS = [
  'treeStart',
  'feature',
  'threshold',
  'next',
  'flags',
  'values',
  'categorySetStart',
  'categorySetBits',
] as const;

test('a corrupted forest is refused or safe: it reads no array out of bounds and terminates', () => {
  const corruption = fc.record({
    array: fc.constantFrom(...ARRAYS),
    index: fc.nat(1000),
    value: fc.oneof(
      fc.integer({ min: -3, max: 12 }),
      fc.constantFrom(NaN, Infinity, -0, 0.5, 2 ** 31, 2 ** 32 - 1),
    ),
    isShortened: fc.boolean(),
  });
  let survivors = 0;
  fc.assert(
    fc.property(cases, fc.array(corruption, { minLength: 1, maxLength: 3 }), (c, corruptions) => {
      let forest = plant(c);
      for (const { array, index, value, isShortened } of corruptions) {
        const numbers = forest[array];
        const changed = isShortened
          ? numbers.slice(0, -1)
          : put(numbers, numbers.length === 0 ? {} : { [index % numbers.length]: value });
        forest = { ...forest, [array]: changed };
      }
      try {
        validateForest(forest);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidForestError);
        return;
      }
      survivors++;
      const guarded = watched(forest);
      for (const row of c.rows) {
        expect(predictRow(guarded, row).every(Number.isFinite)).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
  expect(survivors).toBeGreaterThan(50);
});

/** The same forest with arrays that throw when they are read out of bounds. */
function watched(forest: Forest): Forest {
  const guard = <T extends object>(array: T): T =>
    new Proxy(array, {
      get(target, key) {
        if (typeof key === 'string' && /^(-?[\d.]+|NaN|undefined)$/.test(key) && !(key in target)) {
          throw new RangeError(`Read past an array at ${key}.`);
        }
        return Reflect.get(target, key, target) as unknown;
      },
    });
  return {
    ...forest,
    treeStart: guard(forest.treeStart),
    feature: guard(forest.feature),
    threshold: guard(forest.threshold),
    next: guard(forest.next),
    flags: guard(forest.flags),
    values: guard(forest.values),
    categorySetStart: guard(forest.categorySetStart),
    categorySetBits: guard(forest.categorySetBits),
  };
}
