import fc from 'fast-check';
import { expect, test } from 'vitest';

import { combinations, randomForest, randomRows } from '../test/random-forest.ts';
import { averageForests, predictBatch, validateForest, withoutLink } from './index.ts';
import type { Forest } from './index.ts';

const shape = fc.record({
  seed: fc.integer(),
  trees: fc.integer({ min: 1, max: 5 }),
  features: fc.integer({ min: 1, max: 5 }),
  leaves: fc.integer({ min: 1, max: 9 }),
  voteShare: fc.constantFrom(0, 1),
  categoricalShare: fc.constantFrom(0, 0.5),
  missingShare: fc.constantFrom(0, 0.2),
  levels: fc.constantFrom(4, 40),
});

const scoresOf = (forest: Forest, rows: Float64Array) => predictBatch(withoutLink(forest), rows);

test('the scores of the average are the mean of the scores', () => {
  fc.assert(
    fc.property(shape, combinations, fc.integer({ min: 1, max: 4 }), (s, how, count) => {
      const combination = { ...how.combination, aggregation: 'sum', roundsScores: false } as const;
      const forests = Array.from({ length: count }, (_, i) =>
        randomForest({
          ...s,
          outputs: how.outputs,
          trees: s.trees + i,
          seed: s.seed + i,
          combination,
        }),
      );
      const average = averageForests(forests);
      validateForest(average);
      const rows = randomRows({ ...s, outputs: how.outputs }, 6);
      const scores = forests.map((forest) => scoresOf(forest, rows));
      for (const [i, found] of scoresOf(average, rows).entries()) {
        expect(found).toBeCloseTo(scores.reduce((sum, one) => sum + one[i]!, 0) / count, 9);
      }
    }),
  );
});

test('one forest is its own average', () => {
  const forest = randomForest({ ...fc.sample(shape, 1)[0]!, outputs: 1 });
  expect(averageForests([forest])).toBe(forest);
});
