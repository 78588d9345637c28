import { expect, test } from 'vitest';

import { requireFunctionMemory } from './function-memory.ts';

test.each([
  [10_000_000, 20, 10_240],
  [1_000, 4, 1_769],
])('%i rows of %i features fit into %i MB', (...given) => {
  expect(() => requireFunctionMemory(...given)).not.toThrow();
});

test('a table that is too much for a function is refused with what it needs', () => {
  expect(() => requireFunctionMemory(10_000_000, 20, 3_008)).toThrow(
    'Found 10,000,000 rows of 20 features, which need about 3,338 MB in each function, expected at most the 3,008 MB of "batch.trainingMemoryMb".',
  );
});
