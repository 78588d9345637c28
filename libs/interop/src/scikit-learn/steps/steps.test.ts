/** What steps make of columns, and those that no split of the table can say. */
import { expect, test } from 'vitest';

import { doubles, estimator, objects } from '../../../test/estimators.ts';
import type { Made, PickleValue } from '../../pickle/values.ts';
import { sourcesOf } from '../sources.ts';
import type { PlainColumn } from './step-column.ts';
import { throughSteps, transformed } from './steps.ts';
import { newWalk } from './walk.ts';

const TABLE = ['a', 'b'].map((_, source): PlainColumn => ({ kind: 'plain', source, missing: NaN }));

const scaler = estimator('StandardScaler', {
  with_mean: true,
  with_std: true,
  mean_: doubles(1, 2),
  scale_: doubles(3, 4),
});
const encoder = estimator('OneHotEncoder', {
  handle_unknown: 'error',
  categories_: [objects('x', 'y', null), objects(1, 2.5)],
  drop_idx_: null,
});
const imputer = (statistics: Made, marker: PickleValue = NaN) =>
  estimator('SimpleImputer', { missing_values: marker, statistics_: statistics });
const columns = (...parts: readonly (readonly [string, PickleValue, readonly number[]])[]) =>
  estimator('ColumnTransformer', {
    transformers_: parts.map(([name, step]) => [name, step, []]),
    _transformer_to_input_indices: new Map(parts.map(([name, , places]) => [name, places])),
  });

test('an encoder gives a column for each category, a missing one too, and the table its levels', () => {
  const seen = transformed(encoder, TABLE);
  expect(seen.map(({ source }) => source)).toEqual([0, 0, 0, 1, 1]);
  expect(seen.map(({ missing }) => missing)).toEqual([0, 0, 1, undefined, undefined]);
  const sources = sourcesOf(seen);
  expect(sources.get(0)).toMatchObject({ levels: ['x', 'y'], takesOthers: false });
  expect(sources.get(1)).toMatchObject({ levels: ['1', '2.5'] });
});

test('an imputer fills in, leaves out columns without a value, and says what was missing', () => {
  const indicator = estimator('MissingIndicator', { missing_values: NaN, features_: doubles(1) });
  const both = estimator('SimpleImputer', {
    missing_values: NaN,
    statistics_: doubles(7, NaN),
    indicator_: indicator,
  });
  expect(transformed(both, TABLE)).toEqual([
    { kind: 'plain', source: 0, missing: 7 },
    { kind: 'constant', source: 1, value: 0, missing: 1 },
  ]);
});

test('steps follow each other, and what is dropped is left out', () => {
  const pipeline = estimator('Pipeline', {
    steps: [
      ['fill', imputer(doubles(4, 6))],
      ['nothing', 'passthrough'],
      ['scale', scaler],
    ],
  });
  const [only, ...others] = transformed(
    columns(['some', pipeline, [0, 1]], ['none', 'drop', [0]], ['empty', encoder, []]),
    TABLE,
  );
  expect(only).toMatchObject({ kind: 'number', missing: 1 });
  expect(others).toHaveLength(1);
});

const union = (...parts: readonly PickleValue[]) =>
  estimator('FeatureUnion', { transformer_list: parts.map((part, i) => [String(i), part]) });

test('a union has what each of its steps makes of all columns', () => {
  const seen = transformed(union(scaler, 'passthrough', 'drop'), TABLE);
  expect(seen.map(({ kind, source }) => [kind, source])).toEqual([
    ['number', 0],
    ['number', 1],
    ['plain', 0],
    ['plain', 1],
  ]);
});

const ones = estimator('OneHotEncoder', {
  ...Object.fromEntries(encoder.state as Map<string, PickleValue>),
  sparse_output: true,
});

test('a table that a step makes sparse stays so, until one is joined densely', () => {
  const sparseness = (step: PickleValue) =>
    new Set(transformed(step, TABLE).map(({ sparse: found }) => found));
  expect(sparseness(ones)).toEqual(new Set(['ones']));
  expect(sparseness(union(ones, scaler))).toEqual(new Set(['any']));
  expect(sparseness(columns(['all', union(ones, scaler), [0, 1]]))).toEqual(new Set([undefined]));
  const scale = estimator('MaxAbsScaler', { scale_: doubles(2, 3, 4, 5, 6) });
  const inOne = (...steps: readonly PickleValue[]) =>
    estimator('Pipeline', { steps: steps.map((step, i) => [String(i), step]) });
  expect(sparseness(inOne(ones, scale))).toEqual(new Set(['any']));
  expect(() => transformed(inOne(inOne(ones, scale), scale), TABLE)).toThrow(/scaler of a sparse/);
});

const codes = doubles(...Array.from({ length: 60_000 }, (_, code) => code));
const manyLevels = estimator('OrdinalEncoder', {
  handle_unknown: 'error',
  categories_: [codes, codes],
});
const itself = estimator('Pipeline', { steps: [] });
(itself.state as Map<PickleValue, PickleValue>).set('steps', [['again', itself]]);
const sparse = estimator('ColumnTransformer', {
  ...Object.fromEntries(columns(['all', 'passthrough', [0, 1]]).state as Map<string, PickleValue>),
  sparse_output_: true,
});

test.each<readonly [string, PickleValue, RegExp]>([
  [
    'a rising function',
    estimator('PowerTransformer', {}),
    /"PowerTransformer" before.*Train without it: trees ask/,
  ],
  [
    'a weight below 0',
    estimator('FeatureUnion', {
      transformer_list: [['scale', scaler]],
      transformer_weights: new Map([['scale', -1]]),
    }),
    /FeatureUnion whose transformer_weights are negative/,
  ],
  ['a union of nothing', estimator('FeatureUnion', {}), /FeatureUnion without transformer_list/],
  ['a class that is no step', estimator('PCA', {}), /"PCA" before the trees, expected Standard/],
  [
    'a function',
    estimator('FunctionTransformer', { func: { kind: 'global', module: 'numpy', name: 'log1p' } }),
    /FunctionTransformer, whose function is code/,
  ],
  ['a pipeline that holds itself', itself, /more than 16 pipelines in each other/],
  ['a marker of missing values', imputer(doubles(1, 1), -1), /values other than missing ones/],
  ['a scale of 0', estimator('MaxAbsScaler', { scale_: doubles(0, 1) }), /scale_ of MaxAbsScaler/],
  [
    'a weight of texts',
    estimator('ColumnTransformer', {
      transformers_: [['texts', imputer(objects('x', 'y')), []]],
      _transformer_to_input_indices: new Map([['texts', [0, 1]]]),
      transformer_weights: new Map([['texts', 2]]),
    }),
    /ColumnTransformer whose transformer_weights are .* of texts/,
  ],
  [
    'an encoder behind a scaler',
    estimator('Pipeline', {
      steps: [
        ['scale', scaler],
        ['encode', encoder],
      ],
    }),
    /encoder behind a scaler/,
  ],
  [
    'a scaler of a sparse table',
    estimator('Pipeline', {
      steps: [
        ['join', sparse],
        ['scale', scaler],
      ],
    }),
    /sparse_threshold=0/,
  ],
  ['a column outside the table', columns(['one', scaler, [2]]), /column outside the table of 2/],
  ['a statistic too few', imputer(doubles(1)), /1 statistic of 2 columns/],
  [
    'levels of all encoders together',
    columns(...Array.from({ length: 20 }, (_, i) => [String(i), manyLevels, [0, 1]] as const)),
    /more than 2,000,000 levels of all columns.*rare levels/,
  ],
  ['a step that is no pair', estimator('Pipeline', { steps: ['x'] }), /no pair/],
])('%s is refused by name', (_, step, message) => {
  expect(() => throughSteps([step], TABLE, newWalk())).toThrow(message);
});

test('texts are not scaled, and a column is compared or encoded, not both', () => {
  const texts = transformed(imputer(objects('x', 'y')), TABLE);
  expect(() => transformed(scaler, texts)).toThrow(/texts before StandardScaler/);
  const both = transformed(
    columns(['as is', 'passthrough', [0]], ['codes', encoder, [0, 1]]),
    TABLE,
  );
  expect(() => sourcesOf(both, ['age', 'city'])).toThrow(/"age" as a number in one step/);
});
