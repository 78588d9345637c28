import { expect, test } from 'vitest';

import { OthersSum } from './others-sum.ts';

const FILES = 100_000;

test('files are counted once, however many pieces they have, in linear time', () => {
  const sum = new OthersSum();
  for (let i = 0; i < 2 * FILES; i++) {
    const found = { column: 'color', level: `l${i}`, countAs: '(other)', rows: 2 };
    sum.add(`${i >> 1}.csv`, [found]);
  }
  expect(sum.describe()).toEqual([
    'Levels of "color" that the model does not list, such as "l0", count as "(other)" in 400,000 rows of 0.csv and 99,999 more files.',
  ]);
});
