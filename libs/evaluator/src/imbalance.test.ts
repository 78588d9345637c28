import { expect, test } from 'vitest';

import {
  describeOverlooked,
  evaluateClassification,
  isImbalanced,
  overlookedClass,
} from './index.ts';

test.each([
  [[50, 50, 50], false],
  [[25, 75], false],
  [[24, 76], true],
  [[34, 66, 100], false], // half of a third is 33.3
  [[33, 67, 100], true],
  [[1, 1, 1, 1], false],
])('a class is rare below half of its equal share: %j', (counts, expected) => {
  expect(isImbalanced(counts)).toBe(expected);
});

test('the rarest class is named where less than half of its rows are found', () => {
  const measured = (found: number) => {
    const answers = [0, 0, 0, 0, ...Array.from({ length: 4 }, (_, i) => Number(i < found))];
    const scores = Float64Array.from(answers.flatMap((k) => [1 - k, k, 0]));
    return evaluateClassification(Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1), scores, ['a', 'b', 'c']);
  };
  // The rarest of all, c, is not among the rows that were scored.
  expect(overlookedClass(measured(1), [9, 3, 1])).toEqual({ name: 'b', recall: 0.25, support: 4 });
  expect(describeOverlooked(overlookedClass(measured(1), [9, 3, 1])!, true)).toMatch(
    /^Of 4 rows of the rarest class, b, less than half are found: a recall of 0\.2500\. Take it/,
  );
  expect(overlookedClass(measured(2), [9, 3, 1])).toBeUndefined();
  expect(overlookedClass(measured(1), [3, 9, 1])).toBeUndefined(); // of a, all are found
  expect(overlookedClass(measured(1), [9, 5, 1])).toBeUndefined(); // of equal classes, none is rare
  expect(overlookedClass(measured(1), [8, 4, 1])).toBeDefined();
});
