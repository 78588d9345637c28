import fc from 'fast-check';
import { expect, test } from 'vitest';

import { randomForest, randomRows } from '../test/random-forest.ts';
import { predictBatch, shareCategorySets, validateForest } from './index.ts';
import type { Forest } from './index.ts';

const shapes = fc.record({
  seed: fc.integer(),
  outputs: fc.constant(2),
  voteShare: fc.constant(0.5),
  trees: fc.integer({ min: 1, max: 5 }),
  features: fc.integer({ min: 1, max: 3 }),
  leaves: fc.integer({ min: 1, max: 9 }),
  categoricalShare: fc.constantFrom(0, 0.5, 1),
  missingShare: fc.constantFrom(0, 0.2),
  levels: fc.constantFrom(2, 4, 40),
});

/** The same forest with a set of its own for each split, from the last one to the first, and one that no split has. */
function withOwnSets(forest: Forest): Forest {
  const threshold = forest.threshold.slice();
  const sets: number[][] = [];
  for (let node = threshold.length - 1; node >= 0; node--) {
    if ((forest.flags[node]! & 2) === 0) continue;
    sets.push(setsOf(forest)[threshold[node]!]!);
    threshold[node] = sets.length - 1;
  }
  sets.push([5]);
  let end = 0;
  return {
    ...forest,
    threshold,
    categorySetStart: Uint32Array.from([0, ...sets.map(({ length }) => (end += length))]),
    categorySetBits: Uint32Array.from(sets.flat()),
  };
}

const setsOf = ({ categorySetStart: start, categorySetBits: bits }: Forest) =>
  Array.from(start.subarray(1), (end, set) => [...bits.subarray(start[set], end)]);

test('splits with equal sets share one, whatever sets they had, and predict as before', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const own = withOwnSets(randomForest(shape));
      const shared = shareCategorySets(own);
      validateForest(shared);
      const texts = setsOf(shared).map(String);
      expect(new Set(texts).size).toBe(texts.length);
      const rows = randomRows(shape, 20);
      expect(predictBatch(shared, rows)).toEqual(predictBatch(own, rows));
      expect(shareCategorySets(shared)).toEqual(shared);
    }),
  );
});
