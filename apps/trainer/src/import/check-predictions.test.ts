import { ForestBuilder } from '@lambda-forest/forest';
import type { ForeignModel } from '@lambda-forest/interop';
import { expect, test } from 'vitest';

import { PredictionsDifferError } from '../errors.ts';
import { checkPredictions } from './check-predictions.ts';
import { readExpected } from './expected-predictions.ts';

function model(library: ForeignModel['library'], outputs: number, sumsVary = false): ForeignModel {
  const builder = new ForestBuilder(1, outputs, {});
  builder.addLeaf(Array.from({ length: outputs }, (_, k) => Number(k === 0)));
  const known = { version: '1', objective: 'any', task: 'classification', columns: [] } as const;
  return { ...known, library, forest: builder.build(), takesMissing: true, sumsVary };
}

const check = (foreign: ForeignModel, expected: string, ...scores: readonly number[]) =>
  checkPredictions(
    foreign,
    readExpected(new TextEncoder().encode(expected)),
    Float64Array.from(scores),
  );

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

test('a library that adds in several ways is as far off as its trees round', () => {
  const [near, far] = [254 + 4e-5, 254 + 4e-4];
  expect(check(model('xgboost', 1, true), `254\n${near}\n`, 254, 254).rows).toBe(2);
  expect(() => check(model('xgboost', 1, true), '254\n', far)).toThrow(PredictionsDifferError);
  expect(() => check(model('lightgbm', 1), '254\n', near)).toThrow(PredictionsDifferError);
});
