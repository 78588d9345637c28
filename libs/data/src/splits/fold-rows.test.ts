import fc from 'fast-check';
import { expect, test } from 'vitest';
import { option } from '@lambda-forest/text';

import { countOf, readIris, refusal, withClasses, withColumns } from '../../test/support.ts';
import { allRows, foldRows, splitRows, toDataset } from '../index.ts';

const seeds = fc.nat({ max: 0xffff_ffff });

/** A number of folds, a dataset with at least that many rows of each class, and some of its rows. */
const problems = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 4 }))
  .chain(([folds, classCount]) =>
    fc.record({
      folds: fc.constant(folds),
      target: fc
        .array(fc.nat({ max: classCount - 1 }), { maxLength: 40 })
        .map((rest) => [
          ...rest,
          ...Array.from({ length: folds * classCount }, (_, i) => i % classCount),
        ]),
      left: fc.nat({ max: 5 }),
    }),
  )
  .map(({ folds, target, left }) => ({
    folds,
    // Rows in front that are not to be folded, of a class that is nowhere else.
    dataset: withClasses([...new Array<number>(left).fill(4), ...target], 5),
    rows: Uint32Array.from(target, (_, i) => i + left).reverse(),
  }));

test('folds validate each row once, train on the others, and are level in size and in each class', () => {
  fc.assert(
    fc.property(problems, seeds, ({ folds, dataset, rows }, seed) => {
      const result = foldRows(dataset, rows, { folds, seed });
      expect(result).toHaveLength(folds);
      const validated = result.flatMap(({ validation }) => [...validation]);
      expect(Uint32Array.from(validated).sort()).toEqual(rows.toSorted());
      for (const { train, validation } of result) {
        expect(Uint32Array.of(...train, ...validation).sort()).toEqual(rows.toSorted());
        expect(Math.abs(validation.length - rows.length / folds)).toBeLessThan(1);
        for (const index of dataset.schema.target.classes.keys()) {
          const classOf = (row: number) => dataset.target[row]!;
          const inAll = countOf(Array.from(rows, classOf), index);
          const inFold = countOf(Array.from(validation, classOf), index);
          expect(Math.abs(inFold - inAll / folds)).toBeLessThan(1);
        }
      }
    }),
  );
});

test('folds for regression are a partition, level in size', () => {
  const dataset = withColumns([Array.from({ length: 23 }, (_, i) => i)]);
  const folds = foldRows(dataset, allRows(dataset), { folds: 5, seed: 3 });
  expect(folds.map(({ validation }) => validation.length)).toEqual([5, 5, 5, 4, 4]);
  expect(folds.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b)).toEqual([
    ...allRows(dataset),
  ]);
});

test('the same seed gives the same folds and another seed gives others', () => {
  const dataset = toDataset(readIris());
  const { train } = splitRows(dataset, { testSize: 0.2, seed: 42 });
  const fold = (seed: number) => foldRows(dataset, train, { folds: 5, seed });
  const first = fold(42);
  expect(fold(43)).not.toEqual(first);
  expect(fold(42)).toEqual(first);
  expect(first[0]!.validation.join(' ')).toMatchInlineSnapshot(
    `"2 6 7 10 11 13 42 43 51 54 55 56 65 91 96 98 102 111 122 131 134 139 145 147"`,
  );
});

test('classes with fewer rows than folds are dealt to some of the folds', () => {
  const dataset = withClasses([...new Array<number>(20).fill(0), 1, 1, 1, 2], 3);
  const folds = foldRows(dataset, allRows(dataset), { folds: 5, seed: 1 });
  const inFold = (index: number) =>
    folds.map(({ validation }) =>
      countOf(
        Array.from(validation, (row) => dataset.target[row]!),
        index,
      ),
    );
  expect(inFold(0)).toEqual([4, 4, 4, 4, 4]);
  expect(inFold(1).toSorted()).toEqual([0, 0, 1, 1, 1]);
  expect(inFold(2).toSorted()).toEqual([0, 0, 0, 0, 1]);
});

test('a target of which most rows are of classes with fewer rows than folds is refused, by name and count', () => {
  const dataset = withClasses([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2], 3);
  const error = refusal(() => foldRows(dataset, allRows(dataset), { folds: 5, seed: 1 }));
  expect(error.message).toBe(
    'Found 2 problems in the dataset: column "class": found 3 rows of class "1", expected at least 5, one for ' +
      'each fold; column "class": found 3 rows of class "2", expected at least 5, one for each fold. ' +
      `Add rows of the class, leave the class out, choose another target (${option('target')}), ` +
      `divide rows without regard to classes (${option('split')}=random), ` +
      `take it for a quantity (${option('task')}=regression), or use fewer folds (${option('folds')}).`,
  );
  expect(error.issues).toMatchObject([
    { column: 'class', value: '1' },
    { column: 'class', value: '2' },
  ]);
});

test('classes that have too few rows for folds after a split are reported with their rows before', () => {
  const rows = [0, 1, 2].flatMap((index) => new Array<number>(5).fill(index));
  const dataset = withClasses(rows, 3);
  const train = allRows(dataset).filter((row) => row !== 5 && row !== 10);
  const error = refusal(() => foldRows(dataset, train, { folds: 5, seed: 1 }));
  expect(error.message).toBe(
    'Found 2 problems in the training rows of the dataset: column "class": found 4 rows of class "1" (of 5 in all), ' +
      'expected at least 5, one for each fold; column "class": found 4 rows of class "2" (of 5 in all), expected at least 5, one ' +
      `for each fold. Add rows of the class, leave the class out, choose another target (${option('target')}), ` +
      `divide rows without regard to classes (${option('split')}=random), ` +
      `take it for a quantity (${option('task')}=regression), use fewer folds (${option('folds')}), or hold fewer rows out for the test (${option('test-size')}).`,
  );
});

test('a target of names that are seldom repeated gets a short message and no vain advice', () => {
  const dataset = withClasses([...Array(50).keys(), 0], 50);
  const error = refusal(() => foldRows(dataset, allRows(dataset), { folds: 5, seed: 1 }));
  expect(error.issueCount).toBe(50);
  expect(error.issues).toHaveLength(20);
  expect(error.message).toMatch(/^Found 50 problems in the dataset: .*; and 47 more\./);
  expect(error.remedy).toBe(
    `Add rows of the class, leave the class out, choose another target (${option('target')}), or take it for a quantity (${option('task')}=regression).`,
  );
});

test('fewer rows than folds are refused, and advised to hold fewer out if that can help', () => {
  const fold = (rows: number[], folds: number) =>
    refusal(() => foldRows(withColumns([[1, 2, 3]]), Uint32Array.from(rows), { folds, seed: 1 }));
  expect(fold([0, 2], 3).message).toBe(
    'In the training rows of the dataset, found 2 rows (of 3 in all), expected at least 3, one for each fold. ' +
      `Add rows, use fewer folds (${option('folds')}), or hold fewer rows out for the test (${option('test-size')}).`,
  );
  expect(fold([0, 1, 2], 4).message).toBe(
    'In the dataset, found 3 rows, expected at least 4, one for each fold. ' +
      `Add rows or use fewer folds (${option('folds')}).`,
  );
  expect(fold([1], 5).remedy).toBe('Add rows.');
});

test('options out of bounds are refused', () => {
  const dataset = withColumns([[1, 2, 3]]);
  for (const folds of [1, 0, -2, 2.5, NaN]) {
    expect(() => foldRows(dataset, allRows(dataset), { folds, seed: 1 })).toThrow(RangeError);
  }
  expect(() => foldRows(dataset, allRows(dataset), { folds: 2, seed: -1 })).toThrow(RangeError);
});

test('classes that are no numbers are not advised to be a quantity', () => {
  const dataset = withClasses([0, 0, 0, 0, 1], 2);
  const target = { ...dataset.schema.target, classes: ['small', 'big'] };
  const named = { ...dataset, schema: { ...dataset.schema, target } };
  const { remedy } = refusal(() => foldRows(named, allRows(named), { folds: 5, seed: 1 }));
  expect(remedy).toBe(
    `Add rows of the class, leave the class out, or choose another target (${option('target')}).`,
  );
});
