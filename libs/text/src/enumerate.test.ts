import { expect, test } from 'vitest';

import { enumerate } from './index.ts';

test('names are listed, and the rest is counted', () => {
  expect(enumerate([])).toBe('');
  expect(enumerate(['a', 'b'], 2)).toBe('a, b');
  expect(enumerate(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
});

test('a long rest has its thousands grouped', () => {
  const names = Array.from({ length: 2_001 }, (_, i) => String(i));
  expect(enumerate(names, 1)).toBe('0 and 2,000 more');
});
