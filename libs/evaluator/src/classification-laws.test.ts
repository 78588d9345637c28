import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { asArguments, scoredRows } from '../test/arbitraries.ts';
import type { ScoredRow, ScoredRows } from '../test/arbitraries.ts';
import { expectClose } from '../test/close.ts';
import { confusionMatrix, evaluateClassification, predictedClasses } from './index.ts';

/** -ln of float64's epsilon: the loss of a row whose true class has probability 0. */
const WORST_LOG_LOSS = -Math.log(Number.EPSILON);

const evaluate = (rows: ScoredRows) => {
  const { truth, scores, classes } = asArguments(rows);
  return evaluateClassification(truth, scores, classes);
};

const inUnit = (value: number | null) => value === null || (value >= 0 && value <= 1);

/** Gives all votes to the first of the largest classes if several tie. */
function untie({ truth, scores }: ScoredRow): ScoredRow {
  const most = Math.max(...scores);
  const first = scores.indexOf(most);
  const isTied = scores.lastIndexOf(most) !== first;
  return { truth, scores: isTied ? scores.map((_, k) => (k === first ? 1 : 0)) : scores };
}

test('every metric keeps its bounds', () => {
  fc.assert(
    fc.property(scoredRows(), (rows) => {
      const metrics = evaluate(rows);
      const { perClass, macro, weighted, accuracyInterval } = metrics;
      const shares = [
        metrics.accuracy,
        metrics.balancedAccuracy,
        accuracyInterval.lower,
        accuracyInterval.upper,
        ...[perClass.precision, perClass.recall, perClass.f1, perClass.rocAuc].flat(),
        ...[macro, weighted].flatMap(({ precision, recall, f1, rocAuc }) => [
          precision,
          recall,
          f1,
          rocAuc,
        ]),
      ];
      expect(shares.filter((share) => !inUnit(share))).toEqual([]);
      expect(metrics.logLoss).toBeGreaterThanOrEqual(0);
      expect(metrics.logLoss).toBeLessThanOrEqual(WORST_LOG_LOSS);
      expect(metrics.brierScore).toBeGreaterThanOrEqual(0);
      expect(metrics.brierScore).toBeLessThanOrEqual(rows.classCount === 2 ? 1 : 2);
    }),
  );
});

test('accuracy is the weighted recall', () => {
  fc.assert(
    fc.property(scoredRows(), (rows) => {
      const { accuracy, weighted } = evaluate(rows);
      expectClose(weighted.recall, accuracy);
    }),
  );
});

test('F1 is the harmonic mean of precision and recall', () => {
  fc.assert(
    fc.property(scoredRows(), (rows) => {
      const { precision, recall, f1 } = evaluate(rows).perClass;
      const means = precision.map((p, k) => {
        const r = recall[k]!;
        return p + r === 0 ? 0 : (2 * p * r) / (p + r);
      });
      expectClose(f1, means);
    }),
  );
});

test('the confusion matrix counts every row once, in the row of its class', () => {
  fc.assert(
    fc.property(scoredRows(), (rows) => {
      const { truth, scores } = asArguments(rows);
      const predicted = predictedClasses(scores, rows.classCount);
      const confusion = confusionMatrix(truth, predicted, rows.classCount);
      expect(confusion.sum()).toBe(truth.length);
      expect(confusion.sum('row')).toEqual(evaluate(rows).perClass.support);
    }),
  );
});

test('the order of the rows changes nothing', () => {
  const shuffled = scoredRows().chain(({ classCount, rows }) =>
    fc.shuffledSubarray([...rows], { minLength: rows.length }).map((others) => [
      { classCount, rows },
      { classCount, rows: others },
    ]),
  );
  fc.assert(
    fc.property(shuffled, ([rows, others]) => {
      expectClose(evaluate(others!), evaluate(rows!));
    }),
  );
});

test('permuting the classes and their columns permutes the metrics per class and keeps the rest', () => {
  const renamed = scoredRows().chain(({ classCount, rows }) =>
    fc.record({
      original: fc.constant({ classCount, rows: rows.map(untie) }),
      // sources[k]: the class that becomes class k.
      sources: fc.shuffledSubarray([...Array(classCount).keys()], { minLength: classCount }),
    }),
  );
  fc.assert(
    fc.property(renamed, ({ original, sources }) => {
      const moved = <T>(values: readonly T[]) => sources.map((source) => values[source]!);
      const before = evaluate(original);
      const after = evaluate({
        classCount: original.classCount,
        rows: original.rows.map(({ truth, scores }) => ({
          truth: sources.indexOf(truth),
          scores: moved(scores),
        })),
      });
      const { classes: _, perClass, confusionMatrix: confusion, ...kept } = before;
      expectClose(after, {
        ...kept,
        perClass: {
          precision: moved(perClass.precision),
          recall: moved(perClass.recall),
          f1: moved(perClass.f1),
          support: moved(perClass.support),
          rocAuc: moved(perClass.rocAuc),
        },
        confusionMatrix: moved(confusion.map((row) => moved(row))),
      });
    }),
  );
});

describe('perfect scores', () => {
  test('have no loss, and score 1 in every metric of the classes that occur', () => {
    fc.assert(
      fc.property(scoredRows(), ({ classCount, rows }) => {
        const perfect = rows.map(({ truth }) => ({
          truth,
          scores: Array.from({ length: classCount }, (_, k) => (k === truth ? 1 : 0)),
        }));
        const metrics = evaluate({ classCount, rows: perfect });
        expect(metrics.accuracy).toBe(1);
        expect(metrics.accuracyInterval.upper).toBe(1);
        expect(metrics.balancedAccuracy).toBe(1);
        expect(metrics.brierScore).toBe(0);
        expect(metrics.logLoss).toBeLessThan(1e-15);
        expect(metrics.weighted).toMatchObject({ precision: 1, recall: 1, f1: 1 });
        const isMixed = metrics.perClass.support.filter((count) => count > 0).length > 1;
        expect(metrics.weighted.rocAuc).toBe(isMixed ? 1 : null);
        metrics.perClass.support.forEach((support, k) => {
          expect(metrics.perClass.f1[k]).toBe(support > 0 ? 1 : 0);
        });
      }),
    );
  });
});

test('the metrics survive a round trip through JSON', () => {
  fc.assert(
    fc.property(scoredRows(), (rows) => {
      const metrics = evaluate(rows);
      expect(JSON.parse(JSON.stringify(metrics))).toEqual(metrics);
    }),
  );
});
