import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { predictedQuantities } from '../test/arbitraries.ts';
import { expectClose } from '../test/close.ts';
import { EvaluationInputError, evaluateRegression, r2Score } from './index.ts';

const evaluate = (rows: readonly { truth: number; prediction: number }[]) =>
  evaluateRegression(
    Float64Array.from(rows, ({ truth }) => truth),
    Float64Array.from(rows, ({ prediction }) => prediction),
  );

test('errors are not negative, RMSE is at least MAE, and R2 at most 1', () => {
  fc.assert(
    fc.property(predictedQuantities, (rows) => {
      const { mae, rmse, mape, r2 } = evaluate(rows);
      expect(mae).toBeGreaterThanOrEqual(0);
      expect(rmse).toBeGreaterThanOrEqual(mae - 1e-12 * Math.max(1, mae));
      expect(mape).toBeGreaterThanOrEqual(0);
      if (r2 !== null) expect(r2).toBeLessThanOrEqual(1);
    }),
  );
});

test('the order of the rows changes nothing', () => {
  const shuffled = predictedQuantities.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  );
  fc.assert(
    fc.property(shuffled, ([rows, others]) => {
      const { r2, ...errors } = evaluate(rows);
      const { r2: otherR2, ...otherErrors } = evaluate(others);
      expectClose(otherErrors, errors);
      // If true values differ by less than their rounding, their spread is rounding too.
      const truths = rows.map(({ truth }) => truth);
      const spread = Math.max(...truths) - Math.min(...truths);
      if (spread === 0 || spread > 1) expectClose(otherR2, r2);
    }),
  );
});

test('perfect predictions have no error', () => {
  fc.assert(
    fc.property(predictedQuantities, (rows) => {
      const perfect = rows.map(({ truth }) => ({ truth, prediction: truth }));
      expect(evaluate(perfect)).toEqual({
        task: 'regression',
        rowCount: rows.length,
        mae: 0,
        rmse: 0,
        r2: rows.length > 1 ? 1 : null,
        mape: 0,
      });
    }),
  );
});

test('doubling truth and predictions doubles MAE and RMSE and keeps MAPE and R2', () => {
  const sized = fc.array(
    fc.record({
      truth: fc.integer({ min: 1, max: 1000 }),
      prediction: fc.integer({ min: -1000, max: 1000 }),
    }),
    { minLength: 2, maxLength: 40 },
  );
  fc.assert(
    fc.property(sized, (rows) => {
      const doubled = rows.map(({ truth, prediction }) => ({
        truth: 2 * truth,
        prediction: 2 * prediction,
      }));
      const metrics = evaluate(rows);
      expectClose(evaluate(doubled), {
        ...metrics,
        mae: 2 * metrics.mae,
        rmse: 2 * metrics.rmse,
      });
    }),
  );
});

describe('R2', () => {
  test('of always predicting the mean is 0', () => {
    expect(r2Score(Float64Array.of(1, 2, 6), Float64Array.of(3, 3, 3))).toBe(0);
  });

  test('sees no spread in equal numbers whose mean rounds', () => {
    const truth = Float64Array.of(0.1, 0.1, 0.1);
    expect(r2Score(truth, truth)).toBe(1);
    expect(r2Score(truth, Float64Array.of(0.1, 0.1, 0.2))).toBe(0);
  });

  test('is null beyond the range of float64, so that it stays JSON-safe', () => {
    expect(r2Score(Float64Array.of(0, 1e-150), Float64Array.of(0, 1e140))).toBe(null);
  });
});

test.each([
  ['no rows', [], [], 'Found no rows in the truth'],
  ['fewer predictions', [1, 2], [1], 'Found 1 predictions, expected 2'],
  ['a truth that is not a number', [1, NaN], [1, 2], 'Found NaN in row 1 of the truth'],
  ['an infinite prediction', [1, 2], [-Infinity, 2], 'Found -Infinity in row 0 of the predictions'],
  ['a truth whose square overflows', [1e141], [1], 'Found 1e+141 in row 0 of the truth'],
])('%s: refused', (_, truth, predictions, problem) => {
  const run = () => evaluateRegression(Float64Array.from(truth), Float64Array.from(predictions));
  expect(run).toThrow(EvaluationInputError);
  expect(run).toThrow(problem);
});
