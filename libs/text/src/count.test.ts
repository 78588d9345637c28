import { expect, test } from 'vitest';

import { count } from './index.ts';

test('one thing is singular, several are plural, and thousands are grouped', () => {
  expect([0, 1, 2, 1_500].map((number) => count(number, 'row'))).toEqual([
    '0 rows',
    '1 row',
    '2 rows',
    '1,500 rows',
  ]);
});

test('a plural that does not end in s is given', () => {
  expect([1, 2].map((number) => count(number, 'class', 'classes'))).toEqual([
    '1 class',
    '2 classes',
  ]);
});
