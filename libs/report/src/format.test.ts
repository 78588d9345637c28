import { expect, test } from 'vitest';

import { truncateNames } from './format.ts';

test('truncated names keep their beginning', () => {
  expect(truncateNames(['short', 'rather long'], 8)).toEqual(['short', 'rather …']);
});

test('names that would be truncated to the same text keep their ends', () => {
  expect(truncateNames(['sample number 1', 'sample number 2', 'short'], 9)).toEqual([
    'samp…er 1',
    'samp…er 2',
    'short',
  ]);
});

test('a repeated name is truncated to the same text', () => {
  expect(truncateNames(['sample number 1', 'sample number 1'], 9)).toEqual([
    'sample n…',
    'sample n…',
  ]);
});
