import fc from 'fast-check';
import { expect, test } from 'vitest';
import { option } from '@lambda-forest/text';

import { countOf, readIris, refusal, withClasses, withColumns } from '../../test/support.ts';
import { allRows, splitRows, toDataset } from '../index.ts';
import type { Dataset, Split } from '../index.ts';

const seeds = fc.nat({ max: 0xffff_ffff });
const testSizes = fc.double({ min: 0.001, max: 0.999, noNaN: true });

/** At least two rows of each of at least two classes, in any order. */
const classified = fc.integer({ min: 2, max: 5 }).chain((classCount) =>
  fc
    .array(fc.nat({ max: classCount - 1 }), { maxLength: 80 })
    .map((rest) => [...Array(classCount).keys(), ...rest, ...Array(classCount).keys()])
    .map((target) => withClasses(target, classCount)),
);

function expectPartition(dataset: Dataset, { train, test }: Split): void {
  expect(train.length).toBeGreaterThan(0);
  expect(test.length).toBeGreaterThan(0);
  expect(train).toEqual(train.toSorted());
  expect(test).toEqual(test.toSorted());
  expect(Uint32Array.of(...train, ...test).sort()).toEqual(allRows(dataset));
}

test('a split is a partition, stratified: each class is within one row of its share', () => {
  fc.assert(
    fc.property(classified, testSizes, seeds, (dataset, testSize, seed) => {
      const split = splitRows(dataset, { testSize, seed });
      expectPartition(dataset, split);
      for (const [index, count] of dataset.schema.target.counts.entries()) {
        const inTest = classCount(dataset.target, split.test, index);
        expect(Math.abs(inTest - testSize * count)).toBeLessThanOrEqual(1 + 1e-9);
        expect(classCount(dataset.target, split.train, index)).toBeGreaterThan(0);
      }
    }),
  );
});

test('a split for regression is a partition with testSize of the rows, rounded up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 200 }), testSizes, seeds, (rows, testSize, seed) => {
      const dataset = withColumns([Array.from({ length: rows }, (_, i) => i)]);
      const split = splitRows(dataset, { testSize, seed });
      expectPartition(dataset, split);
      const expected = Math.min(rows - 1, Math.max(1, Math.ceil(testSize * rows - 1e-9)));
      expect(split.test).toHaveLength(expected);
    }),
  );
});

test('the same seed gives the same split, whatever was drawn in between', () => {
  fc.assert(
    fc.property(classified, testSizes, seeds, seeds, (dataset, testSize, seed, other) => {
      const first = splitRows(dataset, { testSize, seed });
      splitRows(dataset, { testSize, seed: other });
      expect(splitRows(dataset, { testSize, seed })).toEqual(first);
    }),
  );
});

test('different seeds give different splits of 150 rows, neighbours too', () => {
  const dataset = toDataset(readIris());
  const splits = Array.from({ length: 200 }, (_, seed) =>
    splitRows(dataset, { testSize: 0.2, seed }).test.join(),
  );
  expect(new Set(splits).size).toBe(splits.length);
});

test('each row is held out equally often over many seeds', () => {
  const dataset = withClasses([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 2);
  const times = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 4000; seed++) {
    for (const row of splitRows(dataset, { testSize: 0.2, seed }).test) times[row]!++;
  }
  // Binomial with n = 4000 and p = 1/5: deviation 25.3, and five of them are never reached by chance.
  for (const count of times) expect(Math.abs(count - 800)).toBeLessThan(127);
});

test('iris with 0.2 is 40 and 10 of each class, and for seed 42 these rows for ever', () => {
  const dataset = toDataset(readIris());
  const { train, test } = splitRows(dataset, { testSize: 0.2, seed: 42 });
  for (let index = 0; index < 3; index++) {
    expect(classCount(dataset.target as Int32Array, train, index)).toBe(40);
    expect(classCount(dataset.target as Int32Array, test, index)).toBe(10);
  }
  expect(test.join(' ')).toMatchInlineSnapshot(
    `"1 4 27 29 33 35 36 40 44 46 60 61 64 67 73 75 82 83 86 90 106 118 121 124 125 128 129 130 136 138"`,
  );
});

test('what is left over by rounding goes to the classes with the largest remainders', () => {
  // Shares of 0.25: 1.25, 1.75 and 0.5; the total of 3.5 is rounded up to 4.
  const dataset = withClasses([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2], 3);
  const { test } = splitRows(dataset, { testSize: 0.25, seed: 7 });
  expect([0, 1, 2].map((index) => classCount(dataset.target, test, index))).toEqual([1, 2, 1]);
});

test('a share that is whole is not rounded up because of floating point', () => {
  expect(0.07 * 100).toBeGreaterThan(7);
  const dataset = withColumns([Array.from({ length: 100 }, (_, i) => i)]);
  expect(splitRows(dataset, { testSize: 0.07, seed: 1 }).test).toHaveLength(7);
});

test('a lone row of a class stays in train', () => {
  const dataset = withClasses([0, 1, 1, 1, 1], 2);
  for (let seed = 0; seed < 20; seed++) {
    expect(splitRows(dataset, { testSize: 0.9, seed }).train).toContain(0);
  }
});

test('too few rows to hold any out are refused', () => {
  expect(
    refusal(() => splitRows(withClasses([0, 1, 2], 3), { testSize: 0.5, seed: 1 })).message,
  ).toBe(
    'In the dataset, column "class": found 3 rows, no two of the same class, expected classes with rows to ' +
      `train on and rows to test on. Choose another target (${option('target')}) or add rows of each class.`,
  );
  expect(refusal(() => splitRows(withColumns([[1]]), { testSize: 0.5, seed: 1 })).message).toBe(
    'In the dataset, found 1 row, expected at least two: one to train on and one to test on. Add rows.',
  );
});

test('options out of bounds are refused', () => {
  const dataset = withClasses([0, 0, 1, 1], 2);
  for (const testSize of [0, 1, -0.1, 2, NaN]) {
    expect(() => splitRows(dataset, { testSize, seed: 1 })).toThrow(RangeError);
  }
  for (const seed of [-1, 0.5, 2 ** 32, NaN]) {
    expect(() => splitRows(dataset, { testSize: 0.5, seed })).toThrow(/^Found seed/);
  }
});

function classCount(target: Int32Array, rows: Uint32Array, index: number): number {
  return countOf(
    Array.from(rows, (row) => target[row]!),
    index,
  );
}
