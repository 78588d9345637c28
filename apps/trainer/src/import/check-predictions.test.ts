import { ForestBuilder } from '@lambda-forest/forest';
import type { ForeignModel } from '@lambda-forest/interop';
import { expect, test } from 'vitest';

import { PredictionsDifferError } from '../errors.ts';
import { checkPredictions } from './check-predictions.ts';

function model(library: ForeignModel['library'], outputs: number, sumsVary = false): ForeignModel {
  const builder = new ForestBuilder(1, outputs, {});
  builder.addLeaf(Array.from({ length: outputs }, (_, k) => Number(k === 0)));
  const known = { version: '1', objective: 'any', task: 'classification', columns: [] } as const;
  return { ...known, library, forest: builder.build(), takesMissing: true, sumsVary };
}

const CLASSES = ['no', 'yes', 'later'];

/** @param expected lines of cells with commas between them */
function check(foreign: ForeignModel, expected: string, ...scores: readonly number[]) {
  const rows = expected
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split(',')
        .map((text) => ({ text, value: text === '' ? NaN : Number(text), rounding: 0 })),
    );
  const outputs = foreign.forest.outputCount;
  const classes = outputs === 1 ? [] : CLASSES.slice(0, outputs);
  return checkPredictions(
    { foreign, classes, scores: Float64Array.from(scores) },
    { rows: rows.length, rowAt: (row) => rows[row]! },
  );
}

const P = Math.fround(0.970750927);

test('the first of two classes is 1 less the second, as exactly as that one is known', () => {
  const first = Math.fround(1 - P);
  const found = 1 - P * (1 + 2 ** -23); // a unit of the second in its last place
  const { largestDifference } = check(model('xgboost', 2), `${first},${P}\n`, found, P);
  expect(largestDifference).toBe(Math.abs(found - first));
  expect(() => check(model('xgboost', 2), `${first},${P}\n`, first + 3e-7, P)).toThrow(
    PredictionsDifferError,
  );
});

test('small probabilities of the second class are compared relative to themselves', () => {
  expect(() => check(model('xgboost', 2), '1e-9\n', 1, 1.001e-9)).toThrow(PredictionsDifferError);
});

test.each(['xgboost', 'onnx', 'ydf'] as const)(
  '%s that adds in several ways is as far off as its trees round',
  (library) => {
    const [near, far] = [254 + 4e-5, 254 + 4e-4];
    expect(check(model(library, 1, true), `254\n${near}\n`, 254, 254).rows).toBe(2);
    expect(() => check(model(library, 1, true), '254\n', far)).toThrow(PredictionsDifferError);
  },
);

test.each(['xgboost', 'onnx', 'ydf'] as const)(
  '%s answers 0 where the number is too small for a float32',
  (library) => {
    expect(check(model(library, 1), '0\n', 1e-123).rows).toBe(1);
    expect(() => check(model(library, 1), '0\n', 1e-37)).toThrow(PredictionsDifferError);
  },
);

test('a library that adds in one way is as far off as a float64 rounds', () => {
  const near = 254 + 4e-5;
  expect(() => check(model('lightgbm', 1), '254\n', near)).toThrow(PredictionsDifferError);
});

test.each([
  ['names', 'yes\nno\n'],
  ['numbers', '1\n0\n'],
  ['numbers that are written as floats', '1.000e+00\n0.000e+00\n'],
])('classes may be their %s', (_, expected) => {
  const found = check(model('xgboost', 2), expected, 0.25, 0.75, 0.75, 0.25);
  expect(found).toEqual({ rows: 2, compared: 'classes' });
});

test('another class than the one of the largest share is a difference, one of two equal ones is none', () => {
  const shares = [0.25, 0.5, 0.25, 0.375, 0.25, 0.375];
  const three = model('scikit-learn', 3);
  expect(check(three, 'yes\nno\n', ...shares).compared).toBe('classes');
  expect(check(three, 'yes\nlater\n', ...shares).compared).toBe('classes');
  expect(() => check(three, 'yes\nyes\n', ...shares)).toThrow(/"no" for row 2, expected "yes"/);
});

test('zeros and ones are probabilities where ours are', () => {
  expect(check(model('scikit-learn', 2), '1\n0\n', 0, 1, 1, 0)).toMatchObject({
    compared: 'numbers',
    largestDifference: 0,
  });
});

test.each([
  ['other texts', 'maybe\n', /Found "maybe" in row 1.*classes "no", "yes"\. .*predict_proba/],
  ['an empty cell', '0.25,\n', /an empty cell in row 1/],
  [
    'more cells than classes',
    '1,2,3\n',
    /3 cells in row 1 .*expected 1 or 2\. Leave other columns/,
  ],
  ['more rows than the data', '0.5\n0.5\n', /2 rows of predictions after --check, expected 1/],
])('%s are refused with a way out', (_, expected, message) => {
  expect(() => check(model('xgboost', 2), expected, 0.25, 0.75)).toThrow(message);
});
