import { expect, test } from 'vitest';

import { guardMemory, requireMemory, requireRowMemory } from './require-memory.ts';

test('a table that fits is accepted', () => {
  expect(() => requireMemory('small.csv', 1e9, 4e9)).not.toThrow();
});

test('a larger one is refused with its size, what it needs and what there is', () => {
  expect(() => requireMemory('large.csv', 2e9, 4e9)).toThrow(
    'Found a table of 2.0 GB, unpacked, at large.csv, which needs about 8.0 GB of memory, expected at most the 4.0 GB ' +
      'that are free here. Train on a sample of its rows, or on a machine with more memory.',
  );
});

test('bytes of an unknown number are refused once they do not fit', () => {
  const guard = guardMemory('stdin', 4e9);
  guard.add(1e9);
  expect(() => {
    guard.add(0.2e9);
  }).toThrow(
    'Found more than 1.2 GB in stdin, unpacked, which needs about 4.8 GB of memory, expected at most the 4.0 GB ' +
      'that are free here. Train on a sample of its rows, or on a machine with more memory.',
  );
});

test('a table in pieces needs room for its rows, and for answers for them', () => {
  expect(() => requireRowMemory('a.csv', 1e7, 68, 2, 2e9)).not.toThrow();
  expect(() => requireRowMemory('a.csv', 1e7 + 1, 68, 2, 2e9)).toThrow(
    'Found 10,000,001 rows in a.csv, which need about 2.0 GB of memory',
  );
});
