import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { expectClose } from '../test/close.ts';
import {
  averagePrecision,
  calibrationCurve,
  classificationReport,
  evaluateClassification,
  evaluateRegression,
  mcNemar,
  metricOf,
  METRIC_NAMES,
  METRICS,
  precisionRecallCurve,
  quantile,
  rocCurve,
  wilsonInterval,
} from './index.ts';
import type { Metric } from './index.ts';

// Made by scikit-learn, scipy and numpy: tools/oracles/make-metrics.py and make-curves.py.
const GOLDEN = join(import.meta.dirname, '..', 'golden');

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** The pairs of a folder, without `made_by`, which names the version that made the numbers. */
function pairs(folder: string) {
  const names = readdirSync(join(GOLDEN, folder))
    .filter((file) => file.endsWith('.input.json'))
    .map((file) => file.slice(0, -'.input.json'.length));
  return names.map((name) => {
    const { made_by: _, ...expected } = readJson(join(GOLDEN, folder, `${name}.expected.json`));
    return { name, given: readJson(join(GOLDEN, folder, `${name}.input.json`)), expected };
  });
}

const ownMetrics = (task: Metric['task']) =>
  METRIC_NAMES.filter((name) => METRICS[name].task === task);

describe('classification metrics equal those of scikit-learn', () => {
  test.each(pairs('classification'))('$name', ({ given, expected }) => {
    const { report, averagePrecision: area, ...metrics } = expected;
    const truth = Int32Array.from(given.truth);
    const scores = Float64Array.from((given.scores as number[][]).flat());
    const actual = evaluateClassification(truth, scores, given.classes);
    expectClose(actual, metrics);
    const byName: Readonly<Record<string, number | null>> = {
      accuracy: metrics.accuracy,
      balanced_accuracy: metrics.balancedAccuracy,
      f1_macro: metrics.macro.f1,
      log_loss: metrics.logLoss,
      brier_score: metrics.brierScore,
      roc_auc: metrics.macro.rocAuc,
      average_precision: area,
    };
    for (const name of ownMetrics('classification')) {
      expectClose(metricOf(name, truth, scores, given.classes.length), byName[name], name);
    }
    for (const digits of Object.keys(report)) {
      expect(classificationReport(actual, Number(digits))).toBe(report[digits]);
    }
    expect(classificationReport(actual)).toBe(report['2']);
  });
});

describe('regression metrics equal those of scikit-learn', () => {
  test.each(pairs('regression'))('$name', ({ given, expected }) => {
    const { truth, predictions } = given;
    const scores = Float64Array.from(predictions);
    expectClose(evaluateRegression(Float64Array.from(truth), scores), expected);
    for (const name of ownMetrics('regression')) {
      expectClose(metricOf(name, truth, scores, 1), expected[name], name);
    }
  });
});

describe('Wilson intervals equal those of scipy', () => {
  test.each(pairs('wilson-interval'))('$name', ({ given, expected }) => {
    for (const interval of expected.intervals) {
      expectClose(wilsonInterval(given.successes, given.trials, interval.level), interval);
    }
  });
});

describe('curves equal those of scikit-learn', () => {
  test.each(pairs('curves'))('$name', ({ given, expected }) => {
    const rows = {
      isPositive: Uint8Array.from(given.isPositive),
      scores: Float64Array.from(given.scores),
    };
    const roc = rocCurve(rows)!;
    expectClose(
      {
        falsePositiveRate: [...roc.falsePositiveRate],
        truePositiveRate: [...roc.truePositiveRate],
        finiteThresholds: [...roc.thresholds.subarray(1)],
      },
      expected.roc,
    );
    expect(roc.thresholds[0]).toBe(Infinity);
    const curve = precisionRecallCurve(rows)!;
    expectClose(
      {
        precision: [...curve.precision],
        recall: [...curve.recall],
        thresholds: [...curve.thresholds],
      },
      expected.precisionRecall,
    );
    expectClose(averagePrecision(curve), expected.averagePrecision);
    for (const [bins, { observed, predicted }] of Object.entries<{
      observed: number[];
      predicted: number[];
    }>(expected.calibration)) {
      const found = calibrationCurve(rows, Number(bins));
      expectClose(
        { observed: found.map((b) => b.observed), predicted: found.map((b) => b.predicted) },
        { observed, predicted },
      );
    }
  });
});

test.each(pairs('mcnemar'))(
  "McNemar's test equals scipy's binomial test",
  ({ given, expected }) => {
    const counts: readonly [number, number][] = given.pairs;
    const found = counts.map(([first, second]) => mcNemar(first, second));
    expectClose(found, expected.pValues);
    found.forEach((p, i) => {
      expect(Math.abs(p / expected.pValues[i] - 1)).toBeLessThan(1e-9); // small ones too
    });
  },
);

describe('quantiles equal those of numpy', () => {
  test.each(pairs('quantiles'))('$name', ({ given, expected }) => {
    const sorted = Float64Array.from(given.values).sort();
    const shares: readonly number[] = given.shares;
    const found = shares.map((share) => quantile(sorted, share));
    expectClose(found, expected.quantiles);
  });
});
