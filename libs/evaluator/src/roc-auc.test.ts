import fc from 'fast-check';
import { expect, test } from 'vitest';

import { asArguments, scoredRows } from '../test/arbitraries.ts';
import { expectClose } from '../test/close.ts';
import { EvaluationInputError, rocAuc } from './index.ts';

/** The definition: every pair of a row of the class and another row, where a tie counts half. */
function countPairs(truth: Int32Array, scores: readonly number[], positive: number) {
  let wins = 0;
  let pairs = 0;
  for (let i = 0; i < truth.length; i++) {
    for (let j = 0; j < truth.length; j++) {
      if (truth[i] !== positive || truth[j] === positive) continue;
      pairs++;
      if (scores[i]! > scores[j]!) wins += 1;
      if (scores[i] === scores[j]) wins += 0.5;
    }
  }
  return pairs === 0 ? null : wins / pairs;
}

test('the area of two classes is the share of pairs in the right order', () => {
  fc.assert(
    fc.property(scoredRows(2), (rows) => {
      const { truth, scores } = asArguments(rows);
      const area = countPairs(
        truth,
        rows.rows.map((row) => row.scores[1]!),
        1,
      );
      expectClose(rocAuc(truth, scores, 2), {
        perClass: [area, area],
        macro: area,
        weighted: area,
      });
    }),
  );
});

test('with more classes each one is compared with all others', () => {
  fc.assert(
    fc.property(scoredRows(4), (rows) => {
      const { truth, scores } = asArguments(rows);
      const areas = [0, 1, 2, 3].map((k) =>
        countPairs(
          truth,
          rows.rows.map((row) => row.scores[k]!),
          k,
        ),
      );
      expectClose(rocAuc(truth, scores, 4).perClass, areas);
    }),
  );
});

test('negating the scores turns every area into 1 minus it', () => {
  fc.assert(
    fc.property(scoredRows(), (rows) => {
      const { truth, scores } = asArguments(rows);
      const turned = (area: number | null) => (area === null ? null : 1 - area);
      const { perClass, macro, weighted } = rocAuc(truth, scores, rows.classCount);
      const negated = rocAuc(
        truth,
        scores.map((score) => -score),
        rows.classCount,
      );
      expectClose(negated, {
        perClass: perClass.map(turned),
        macro: turned(macro),
        weighted: turned(weighted),
      });
    }),
  );
});

test('only the order of the scores matters', () => {
  fc.assert(
    fc.property(scoredRows(), (rows) => {
      const { truth, scores } = asArguments(rows);
      const stretched = scores.map((score) => Math.exp(5 * score) - 3);
      const { classCount } = rows;
      expect(rocAuc(truth, stretched, classCount)).toEqual(rocAuc(truth, scores, classCount));
    }),
  );
});

test('0 and -0 tie', () => {
  const area = rocAuc(Int32Array.of(0, 1), Float64Array.of(0, 0, 0, -0), 2);
  expect(area.macro).toBe(0.5);
});

test('without rows of a class its area and the macro mean are null, and the weighted mean leaves it out', () => {
  const truth = Int32Array.of(0, 2, 2);
  const scores = Float64Array.of(0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.2, 0.2, 0.6);
  expect(rocAuc(truth, scores, 3)).toEqual({
    perClass: [1, null, 0.75],
    macro: null,
    weighted: 2.5 / 3,
  });
});

test('scores that are not numbers are refused', () => {
  expect(() => rocAuc(Int32Array.of(0, 1), Float64Array.of(0, 1, NaN, 0), 2)).toThrow(
    EvaluationInputError,
  );
});
