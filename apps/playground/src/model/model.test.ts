import type { ModelDescription, ModelSchema } from '@lambda-forest/api';
import { expect, test } from 'vitest';

import { COMMON, TARGET } from '../../test/schemas.ts';
import { featureTable } from './feature-table.ts';
import { readFacts } from './facts.ts';
import { readImportances, readMetrics } from './metrics.ts';

test('a classifier shows the test metrics first, then those of other rows', () => {
  const metrics = {
    test: {
      task: 'classification',
      row_count: 30,
      accuracy: 0.9333,
      accuracy_interval: { level: 0.95, lower: 0.787, upper: 0.982 },
      macro: { f1: 0.93 },
      log_loss: null,
    },
    cross_validation: { scores: [1, 0.9], mean: 0.95, standard_deviation: 0.05 },
    out_of_bag: { accuracy: 0.958 },
  };
  expect(readMetrics(metrics)).toEqual([
    {
      label: 'Accuracy',
      value: '93.3\u202f%',
      note: '30 test rows; 95\u202f% interval 78.7\u202f% to 98.2\u202f%',
    },
    { label: 'F1, macro', value: '0.93', note: '30 test rows' },
    {
      label: 'Cross-validation',
      value: '95.0\u202f%',
      note: 'mean accuracy of 2 folds, deviation 0.05',
    },
    { label: 'Out-of-bag', value: '95.8\u202f%', note: 'accuracy, training rows' },
  ]);
});

test('a regression shows errors and R²', () => {
  const metrics = {
    test: { task: 'regression', row_count: 5, r2: 0.7, mae: 62.59 },
    cross_validation: { scores: [1], mean: 0.7 },
    out_of_bag: { r2: 0.69 },
  };
  expect(readMetrics(metrics).map(({ label, value }) => [label, value])).toEqual([
    ['R²', '0.7'],
    ['Mean absolute error', '62.59'],
    ['Cross-validation', '0.7'],
    ['Out-of-bag', '0.69'],
  ]);
});

test('metrics of probabilities come first where they lead, each beside its baseline', () => {
  const metrics = {
    test: { task: 'classification', row_count: 30, accuracy: 0.9, log_loss: 0.3, brier_score: 0.1 },
    baseline: { accuracy: 0.85, log_loss: 0.42 },
    cross_validation: { metric: 'log_loss', scores: [0.3], mean: 0.31 },
    out_of_bag: { accuracy: 0.9, log_loss: 0.32 },
  };
  expect(readMetrics(metrics).map(({ label, value, note }) => [label, value, note])).toEqual([
    ['Log-loss', '0.3', '30 test rows; baseline 0.42'],
    ['Brier score', '0.1', '30 test rows'],
    ['Accuracy', '90.0\u202f%', '30 test rows; baseline 85.0\u202f%'],
    ['Cross-validation', '0.31', 'mean log-loss of 1 folds'],
    ['Out-of-bag', '0.32', 'log-loss, training rows'],
  ]);
});

test('importances lead with the permutation, where columns were shuffled', () => {
  const metrics = {
    feature_importances: [
      { feature: 'noise', importance: 3, permutation_importance: -0.01 },
      { feature: 'signal', importance: 1, permutation_importance: 0.2 },
    ],
  };
  expect(readImportances(metrics)).toEqual([
    { feature: 'signal', permutation: 0.2, share: 0.25 },
    { feature: 'noise', permutation: -0.01, share: 0.75 },
  ]);
});

test('importances are shares, the largest first', () => {
  const metrics = {
    feature_importances: [
      { feature: 'a', importance: 1 },
      { feature: 'b', importance: 3 },
      { feature: 'none' },
    ],
  };
  expect(readImportances(metrics)).toEqual([
    { feature: 'b', share: 0.75 },
    { feature: 'a', share: 0.25 },
  ]);
});

test('documents without known members show nothing, without an error', () => {
  for (const document of [undefined, null, 3, [], {}, { test: 'x', feature_importances: {} }]) {
    expect(readMetrics(document)).toEqual([]);
    expect(readImportances(document)).toEqual([]);
    const model: ModelDescription = {
      name: 'm',
      version: '1',
      metrics: document,
      sha256: 'abc',
      schema: {
        ...COMMON,
        task: 'classification',
        target: { name: 'y', classes: [], counts: [] },
        row_count: 120,
      },
      provenance: document,
    };
    expect(readFacts(model).map(({ label }) => label)).toEqual([
      'Task',
      'Target',
      'Model file, SHA-256',
    ]);
  }
});

test('each feature is shown with its training statistics', () => {
  const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const schema: ModelSchema = {
    ...COMMON,
    task: 'regression',
    target: TARGET,
    features: [
      {
        kind: 'numeric',
        name: 'x',
        minimum: 1900,
        maximum: 12500,
        mean: 2000.25,
        standard_deviation: 3,
        missing: 2,
      },
      { kind: 'categorical', name: 'k', levels, counts: levels.map((_, i) => i % 5), missing: 0 },
    ],
  };
  expect(featureTable(schema)).toEqual([
    {
      name: 'x',
      kind: 'quantity',
      values: '1900 to 12\u202f500',
      usual: '2000.3 ± 3',
      missing: '2',
    },
    {
      name: 'k',
      kind: 'category',
      values: 'a, b, c, d, e, f and 2 more',
      usual: 'e',
      missing: '0',
    },
  ]);
});

test('dates are dates, and booleans are called so', () => {
  const part = { column: 'sold', format: 'dmy' } as const;
  const numbers = { kind: 'numeric', missing: 0 } as const;
  const schema: ModelSchema = {
    ...COMMON,
    task: 'regression',
    target: TARGET,
    features: [
      {
        ...numbers,
        name: 'sold.days',
        minimum: 0,
        maximum: 365,
        mean: 31,
        standard_deviation: 9.6,
        source: { ...part, part: 'days' },
      },
      {
        ...numbers,
        name: 'sold.year',
        minimum: 1970,
        maximum: 1971,
        mean: 1970,
        standard_deviation: 0.1,
        source: { ...part, part: 'year' },
      },
      {
        kind: 'categorical',
        name: 'paid',
        levels: ['false', 'true'],
        counts: [7, 3],
        missing: 0,
        boolean: true,
      },
    ],
  };
  expect(featureTable(schema)).toMatchObject([
    { kind: 'date', values: '1970-01-01 to 1971-01-01', usual: '1970-02-01 ± 10 days' },
    { kind: 'boolean', values: 'false, true' },
  ]);
});

test.each([
  [{ kind: 'time', column: 'sold' }, 'the latest by sold'],
  [{ kind: 'group', column: 'shop' }, 'whole groups of shop'],
  [{ kind: 'file' }, 'a separate file'],
  [{}, undefined],
])('the choice of test rows is a fact, if it is not random: %j', (split, value) => {
  const model: ModelDescription = {
    name: 'm',
    version: '1',
    metrics: {},
    sha256: 'abc',
    schema: {
      ...COMMON,
      task: 'regression',
      target: TARGET,
      row_count: 1,
    },
    provenance: { split },
  };
  const found = readFacts(model).find(({ label }) => label === 'How they were chosen');
  expect(found?.value).toBe(value);
});

test('text has its words in one line, and names those that training saw most', () => {
  const numbers = {
    kind: 'numeric',
    minimum: 0,
    maximum: 3,
    mean: 1,
    standard_deviation: 1,
  } as const;
  const schema: ModelSchema = {
    ...COMMON,
    task: 'regression',
    target: TARGET,
    features: [
      ...['oil', 'sea'].map((word) => ({
        ...numbers,
        name: word,
        missing: 2,
        source: { column: 'title', word },
      })),
      { ...numbers, name: 'by', missing: 0, source: { column: 'by', statistic: 'mean' } },
    ],
    inputs: [
      { name: 'title', kind: 'text' },
      { name: 'by', kind: 'names', commonest: ['Bob', 'Ada'] },
    ],
  };
  expect(featureTable(schema)).toEqual([
    { name: 'title', kind: 'text', values: 'oil, sea', usual: '', missing: '2' },
    { name: 'by', kind: 'names', values: 'Bob, Ada', usual: '', missing: '0' },
  ]);
});
