import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { readForeignModel } from './index.ts';

function modelOf(golden: string): Buffer {
  const url = new URL(`../golden/${golden}.input.json`, import.meta.url);
  const { model } = JSON.parse(readFileSync(url, 'utf8')) as { model: string };
  return Buffer.from(model, golden.endsWith('-ubj') ? 'base64' : 'utf8');
}

function columnsOf(golden: string) {
  return readForeignModel(modelOf(golden)).columns;
}

test.each(['xgboost/pandas-json', 'lightgbm/pandas'])(
  '%s: names and levels are those of the data frame',
  (golden) => {
    expect(columnsOf(golden)).toMatchObject([
      { kind: 'numeric', name: 'number', isNamed: true },
      {
        kind: 'categorical',
        name: 'colour',
        levels: ['blue', 'green', 'red', 'yellow'],
        hasLevels: true,
      },
      { kind: 'categorical', name: 'size', levels: ['10', '20', '40'], hasLevels: true },
    ]);
  },
);

test('LightGBM keeps the range of each number, XGBoost does not', () => {
  expect(columnsOf('lightgbm/pandas')[0]).toHaveProperty('range', {
    minimum: -5.92,
    maximum: 5.55,
  });
  expect(columnsOf('xgboost/pandas-json')[0]).not.toHaveProperty('range');
});

test('levels that the file does not have are the codes', () => {
  const small = { name: 'small', hasLevels: false, levels: ['0', '1', '2', '3', '4', '5'] };
  expect(columnsOf('lightgbm/categories')[2]).toMatchObject(small);
  // Of XGBoost, there may have been more than splits list.
  const levels = [...small.levels, '6'];
  expect(columnsOf('xgboost/categories-json')[2]).toMatchObject({ ...small, levels });
});

test("XGBoost's indicators are booleans", () => {
  const [, height, flag] = columnsOf('xgboost-3.4.1/booleans-json');
  expect(height).toMatchObject({ kind: 'numeric' });
  expect(flag).toMatchObject({ levels: ['false', 'true'], isBoolean: true });
});

test('a dictionary with other letters than ASCII, which XGBoost cuts off, is not trusted', () => {
  const url = new URL('../golden/xgboost/pandas-json.input.json', import.meta.url);
  const { model } = JSON.parse(readFileSync(url, 'utf8')) as { model: string };
  const cut = Buffer.from(model.replace('[98,108,117,101,', '[98,-61,-68,101,'));
  expect(readForeignModel(cut).columns[1]).toMatchObject({
    name: 'colour',
    hasLevels: false,
    levels: ['0', '1', '2', '3'],
  });
});

test.each([
  ['blanks around names are those of no table', '" colour "', 'colour'],
  ['names that differ by them alone are as the file has them', '"size "', 'size '],
])('%s', (_, written, expected) => {
  const url = new URL('../golden/xgboost/pandas-json.input.json', import.meta.url);
  const { model } = JSON.parse(readFileSync(url, 'utf8')) as { model: string };
  const renamed = Buffer.from(model.replaceAll('"colour"', written));
  expect(readForeignModel(renamed).columns[1]!.name).toBe(expected);
});

test('levels of XGBoost may have any letters from 3.4 on, 3.3 cuts them off', () => {
  for (const ending of ['json', 'ubj']) {
    const levels = ['Córdoba', 'Oslo', 'Zürich', 'Łódź', '東京'];
    expect(columnsOf(`xgboost-3.4.1/texts-${ending}`)[1]).toMatchObject({
      levels,
      hasLevels: true,
    });
    const codes = ['0', '1', '2', '3', '4'];
    const before = columnsOf(`xgboost-3.3.0/texts-${ending}`)[1];
    expect(before).toMatchObject({ levels: codes, hasLevels: false });
  }
});

test.each([
  ['[0,8]', 'Found 1 different level of "city", expected 5.'],
  ['[0,1,1,1,1,1]', 'Found 2 different levels of "city", expected 5.'],
])('levels of XGBoost at %s are not as many as it counts', (offsets, says) => {
  const text = modelOf('xgboost-3.4.1/texts-json').toString();
  const damaged = text.replace('[0,8,12,19,26,32]', offsets);
  expect(() => readForeignModel(Buffer.from(damaged))).toThrow(says);
});
