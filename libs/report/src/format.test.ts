import { expect, test } from 'vitest';

import { truncateNames } from './format.ts';

test('names that are cut keep their beginning', () => {
  expect(truncateNames(['short', 'rather long'], 8)).toEqual(['short', 'rather …']);
});

test('names that would be cut to the same text keep their ends', () => {
  expect(truncateNames(['sample number 1', 'sample number 2', 'short'], 9)).toEqual([
    'samp…er 1',
    'samp…er 2',
    'short',
  ]);
});

test('a name that comes twice stays the same text', () => {
  expect(truncateNames(['sample number 1', 'sample number 1'], 9)).toEqual([
    'sample n…',
    'sample n…',
  ]);
});
