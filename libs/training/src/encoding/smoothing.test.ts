import { expect, test } from 'vitest';

import { tableWith } from '../../test/names.ts';
import { answersOf, sumLevels } from './level-sums.ts';
import { estimateSmoothing } from './smoothing.ts';

/** The smoothing of names by these targets. */
function smoothing(codes: number[], target: number[], classCount?: number, weights?: number[]) {
  const levels = Array.from({ length: Math.max(...codes) + 1 }, (_, level) => `n${level}`);
  const table = tableWith({ encode: 'names', levels, codes }, [target], target, classCount);
  const dataset = weights === undefined ? table : { ...table, weights: Float64Array.from(weights) };
  const rows = Uint32Array.from(target.keys());
  const column = { codes: dataset.columns[0]!, levelCount: levels.length };
  return estimateSmoothing(sumLevels(column, answersOf(dataset, rows), rows));
}

test('the strength is the variance within levels over the variance between them', () => {
  // Two rows a level, 1 above and below means of 10, 20 and 30: within 2, mean square between 200 = within + 2 * 99.
  const { strength, prior } = smoothing([0, 0, 1, 1, 2, 2], [9, 11, 19, 21, 29, 31]);
  expect(strength).toBeCloseTo(2 / 99, 12);
  expect(prior[0]).toBeCloseTo(0, 12); // around the mean of all
});

test('levels that differ no more than chance lets them say nothing', () => {
  expect(smoothing([0, 0, 1, 1], [0, 10, 1, 9]).strength).toBe(Infinity);
  expect(smoothing([0, 0, 1, 1], [0, 1, 1, 0], 2).strength).toBe(Infinity);
});

test('where every name has one row, or there is one name, nothing is known of names', () => {
  expect(smoothing([0, 1, 2, 3], [1, 5, 2, 9]).strength).toBe(Infinity);
  expect(smoothing([0, 0, 0, 0], [1, 5, 2, 9]).strength).toBe(Infinity);
  expect(smoothing([NaN, NaN, 0, 0], [1, 5, 2, 9]).strength).toBe(Infinity);
});

test('names that decide everything are not smoothed', () => {
  expect(smoothing([0, 0, 1, 1], [3, 3, 8, 8]).strength).toBe(0);
  expect(smoothing([0, 0, 1, 1, 2, 2], [0, 0, 1, 1, 2, 2], 3).strength).toBe(0);
});

test('weights count by their shares', () => {
  const codes = [0, 0, 1, 1];
  const target = [1, 3, 7, 9];
  const one = smoothing(codes, target, 10, [3, 1, 1, 1]);
  const other = smoothing(codes, target, 10, [30, 10, 10, 10]);
  expect(other.strength).toBeCloseTo(one.strength, 12);
  expect(one.prior[1]).toBeCloseTo(3 / 6, 12);
  expect(one.prior[9]).toBeCloseTo(1 / 6, 12);
});
