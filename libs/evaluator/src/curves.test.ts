import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { asArguments, scoredRows } from '../test/arbitraries.ts';
import {
  calibrationCurve,
  calibrationError,
  confidences,
  evaluateClassification,
  EvaluationInputError,
  oneVsRest,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
} from './index.ts';

const binary = (isPositive: number[], scores: number[]) => ({
  isPositive: Uint8Array.from(isPositive),
  scores: Float64Array.from(scores),
});

describe('a ROC curve', () => {
  test('rises from (0, 0) to (1, 1), and the area below it is the ROC-AUC', () => {
    fc.assert(
      fc.property(scoredRows(), (rows) => {
        const { truth, scores, classes } = asArguments(rows);
        for (let k = 0; k < classes.length; k++) {
          const curve = rocCurve(oneVsRest(truth, scores, classes.length, k));
          const area = rocAuc(truth, scores, classes.length).perClass[k]!;
          if (curve === null) {
            expect(area).toBeNull();
            continue;
          }
          const { falsePositiveRate: x, truePositiveRate: y } = curve;
          let below = 0;
          for (let i = 1; i < x.length; i++) {
            expect(x[i]! >= x[i - 1]! && y[i]! >= y[i - 1]!).toBe(true);
            below += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
          }
          expect([x[0], y[0], x.at(-1), y.at(-1)]).toEqual([0, 0, 1, 1]);
          expect(below).toBeCloseTo(area, 12);
        }
      }),
    );
  });

  test('does not exist if there is nothing to compare', () => {
    expect(rocCurve(binary([1, 1], [0.2, 0.3]))).toBeNull();
    expect(rocCurve(binary([0, 0], [0.2, 0.3]))).toBeNull();
    expect(precisionRecallCurve(binary([0, 0], [0.2, 0.3]))).toBeNull();
    expect(precisionRecallCurve(binary([1, 1], [0.2, 0.3]))).not.toBeNull();
  });
});

describe('a calibration curve', () => {
  test('counts every row once, each within its bin', () => {
    fc.assert(
      fc.property(scoredRows(), fc.integer({ min: 1, max: 20 }), (rows, binCount) => {
        const { truth, scores, classes } = asArguments(rows);
        const bins = calibrationCurve(oneVsRest(truth, scores, classes.length, 0), binCount);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(truth.length);
        for (const { lower, upper, predicted, observed } of bins) {
          expect(predicted).toBeGreaterThanOrEqual(lower - 1e-12);
          expect(predicted).toBeLessThanOrEqual(upper + 1e-12);
          expect(observed >= 0 && observed <= 1).toBe(true);
        }
        const error = calibrationError(bins);
        expect(error >= 0 && error <= 1).toBe(true);
      }),
    );
  });

  test('has no error if half of the rows with probability 0.5 are right', () => {
    expect(calibrationError(calibrationCurve(binary([1, 0], [0.5, 0.5])))).toBe(0);
    expect(calibrationError(calibrationCurve(binary([0, 0], [1, 1])))).toBe(1);
  });

  test('refuses missing rows and scores that are not probabilities', () => {
    expect(() => calibrationCurve(binary([], []))).toThrow(EvaluationInputError);
    expect(() => calibrationCurve(binary([1], [1.5]))).toThrow('Found score 1.5 in row 0');
    expect(() => calibrationCurve(binary([1], [NaN]))).toThrow(EvaluationInputError);
  });
});

test('as many confident choices are right as the accuracy says', () => {
  fc.assert(
    fc.property(scoredRows(), (rows) => {
      const { truth, scores, classes } = asArguments(rows);
      const { isPositive, scores: largest } = confidences(truth, scores, classes.length);
      const right = isPositive.reduce((sum, one) => sum + one, 0);
      expect(right / truth.length).toBe(evaluateClassification(truth, scores, classes).accuracy);
      expect(Math.min(...largest)).toBeGreaterThanOrEqual(1 / classes.length - 1e-12);
    }),
  );
});
