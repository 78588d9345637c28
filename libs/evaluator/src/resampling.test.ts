import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { asArguments, scoredRows } from '../test/arbitraries.ts';
import {
  bootstrapIntervals,
  classificationIntervals,
  evaluateClassification,
  evaluateRegression,
  EvaluationInputError,
  mcNemar,
  pairedDifference,
  regressionIntervals,
} from './index.ts';

function options(resamples = 300, seed = 7) {
  let state = seed;
  const draw = (bound: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // Numerical Recipes' generator
    return Math.floor((state / 2 ** 32) * bound);
  };
  return { resamples, draw };
}

/** Each row once: the statistic of the rows themselves. */
const once = (resamples = 100) => {
  let next = 0;
  return { resamples, draw: (bound: number) => next++ % bound };
};

describe('bootstrap intervals', () => {
  test('of a mean of many numbers are about as wide as the formula says', () => {
    const values = Float64Array.from({ length: 400 }, (_, i) => Math.sin(i * 12.9898) * 3);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 400);
    const [interval] = bootstrapIntervals(
      400,
      (counts) => [counts.reduce((sum, count, row) => sum + count * values[row]!, 0) / 400],
      options(2000),
    );
    const half = 1.96 * (deviation / 20);
    expect(interval!.lower).toBeCloseTo(mean - half, 1);
    expect(interval!.upper).toBeCloseTo(mean + half, 1);
    expect(interval!.level).toBe(0.95);
  });

  test('of metrics collapse to the metrics when every row is drawn once', () => {
    fc.assert(
      fc.property(scoredRows(), (rows) => {
        const { truth, scores, classes } = asArguments(rows);
        const metrics = evaluateClassification(truth, scores, classes);
        const found = classificationIntervals(truth, scores, classes.length, once());
        const expected = {
          balancedAccuracy: metrics.balancedAccuracy,
          macroF1: metrics.macro.f1,
          logLoss: metrics.logLoss,
          brierScore: metrics.brierScore,
          macroRocAuc: metrics.macro.rocAuc,
        };
        for (const [name, value] of Object.entries(expected)) {
          const interval = found[name as keyof typeof found];
          if (value === null) expect(interval).toBeNull();
          else {
            expect(interval!.lower).toBeCloseTo(value, 9);
            expect(interval!.upper).toBeCloseTo(value, 9);
          }
        }
      }),
    );
  });

  test('of a regression contain its metrics', () => {
    const truth = Float64Array.from({ length: 80 }, (_, i) => 1e6 + i);
    const predictions = truth.map((value, i) => value + Math.sin(i) * 5);
    const { mae, rmse, r2, mape } = evaluateRegression(truth, predictions);
    const found = regressionIntervals(truth, predictions, options());
    for (const [value, interval] of [
      [mae, found.mae],
      [rmse, found.rmse],
      [r2!, found.r2],
      [mape, found.mape],
    ] as const) {
      expect(interval!.lower).toBeLessThan(value);
      expect(interval!.upper).toBeGreaterThan(value);
    }
    expect(regressionIntervals(Float64Array.of(1), Float64Array.of(2), options()).r2).toBeNull();
  });

  test('are the same for the same draws', () => {
    const { truth, scores, classes } = asArguments({
      classCount: 2,
      rows: Array.from({ length: 30 }, (_, i) => ({
        truth: i % 2,
        scores: [(i % 5) / 8, 1 - (i % 5) / 8],
      })),
    });
    const first = classificationIntervals(truth, scores, classes.length, options());
    expect(classificationIntervals(truth, scores, classes.length, options())).toEqual(first);
    expect(classificationIntervals(truth, scores, classes.length, options(300, 8))).not.toEqual(
      first,
    );
  });

  test('need rows and a hundred resamples', () => {
    expect(() => bootstrapIntervals(0, () => [1], options())).toThrow(EvaluationInputError);
    expect(() => bootstrapIntervals(5, () => [1], options(99))).toThrow(EvaluationInputError);
  });
});

describe('a paired difference', () => {
  const losses = Float64Array.from({ length: 200 }, (_, i) => (i * 7919) % 100);

  test('of equal models is 0, with a p-value of 1', () => {
    expect(pairedDifference(losses, losses, options())).toMatchObject({
      difference: 0,
      interval: { lower: 0, upper: 0 },
      pValue: 1,
    });
  });

  test('that is the same in every row is significant, however noisy the rows', () => {
    const worse = losses.map((loss) => loss + 0.5);
    const found = pairedDifference(losses, worse, options());
    expect(found.difference).toBeCloseTo(0.5, 9);
    expect(found.pValue).toBeLessThan(0.01);
    expect(pairedDifference(worse, losses, options()).difference).toBeCloseTo(-0.5, 9);
  });

  test('can be one of square roots', () => {
    const four = Float64Array.of(4, 4);
    const found = pairedDifference(four, Float64Array.of(9, 9), options(), Math.sqrt);
    expect(found.difference).toBe(1);
  });

  test('refuses losses of different numbers of rows', () => {
    expect(() => pairedDifference(losses, losses.slice(1), options())).toThrow(
      EvaluationInputError,
    );
  });
});

describe("McNemar's test", () => {
  test('is symmetric, from 0 to 1, and falls as the rows become more uneven', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), (a, b) => {
        const p = mcNemar(a, b);
        expect(p).toBe(mcNemar(b, a));
        expect(p > 0 && p <= 1).toBe(true);
        if (a > b) expect(mcNemar(a + 1, b)).toBeLessThanOrEqual(p + 1e-12);
      }),
    );
  });

  test('refuses numbers that are not counts', () => {
    expect(() => mcNemar(-1, 2)).toThrow(EvaluationInputError);
    expect(() => mcNemar(0.5, 2)).toThrow(EvaluationInputError);
  });
});
