import { expect, test } from 'vitest';

import { count } from './count.ts';

test('one is told from many, and thousands are grouped', () => {
  expect(['row', 'feature'].map((noun) => count(1, noun))).toEqual(['1 row', '1 feature']);
  expect([0, 2, 1_500].map((number) => count(number, 'row'))).toEqual([
    '0 rows',
    '2 rows',
    '1,500 rows',
  ]);
});
