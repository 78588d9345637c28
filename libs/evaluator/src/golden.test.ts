import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { expectClose } from '../test/close.ts';
import {
  classificationReport,
  evaluateClassification,
  evaluateRegression,
  wilsonInterval,
} from './index.ts';

// Made by scikit-learn and scipy: tools/oracles/make-metrics.py.
const GOLDEN = join(import.meta.dirname, '..', 'golden');

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** The pairs of a folder. `made_by` stays out: it tells readers which version the numbers are of. */
function pairs(folder: string) {
  const names = readdirSync(join(GOLDEN, folder))
    .filter((file) => file.endsWith('.input.json'))
    .map((file) => file.slice(0, -'.input.json'.length));
  return names.map((name) => {
    const { made_by: _, ...expected } = readJson(join(GOLDEN, folder, `${name}.expected.json`));
    return { name, given: readJson(join(GOLDEN, folder, `${name}.input.json`)), expected };
  });
}

describe('classification metrics equal those of scikit-learn', () => {
  test.each(pairs('classification'))('$name', ({ given, expected }) => {
    const { report, ...metrics } = expected;
    const scores: number[][] = given.scores;
    const actual = evaluateClassification(
      Int32Array.from(given.truth),
      Float64Array.from(scores.flat()),
      given.classes,
    );
    expectClose(actual, metrics);
    for (const digits of Object.keys(report)) {
      expect(classificationReport(actual, Number(digits))).toBe(report[digits]);
    }
    expect(classificationReport(actual)).toBe(report['2']);
  });
});

describe('regression metrics equal those of scikit-learn', () => {
  test.each(pairs('regression'))('$name', ({ given, expected }) => {
    const { truth, predictions } = given;
    expectClose(
      evaluateRegression(Float64Array.from(truth), Float64Array.from(predictions)),
      expected,
    );
  });
});

describe('Wilson intervals equal those of scipy', () => {
  test.each(pairs('wilson-interval'))('$name', ({ given, expected }) => {
    for (const interval of expected.intervals) {
      expectClose(wilsonInterval(given.successes, given.trials, interval.level), interval);
    }
  });
});
