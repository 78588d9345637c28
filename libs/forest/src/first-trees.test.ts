import fc from 'fast-check';
import { expect, test } from 'vitest';

import { combinations, randomForest, randomRows } from '../test/random-forest.ts';
import { compileForest, firstTrees, ForestBuilder, predictBatch, validateForest } from './index.ts';

const shape = fc.record({
  seed: fc.integer(),
  features: fc.integer({ min: 1, max: 5 }),
  leaves: fc.integer({ min: 1, max: 9 }),
  voteShare: fc.constantFrom(0, 1),
  categoricalShare: fc.constantFrom(0, 0.5, 1),
  missingShare: fc.constantFrom(0, 0.2),
  oddShare: fc.constantFrom(0, 0.5),
  levels: fc.constantFrom(4, 40),
});

test('the first trees answer as a forest that has no others', () => {
  const counts = [fc.integer({ min: 1, max: 6 }), fc.nat(4)] as const;
  fc.assert(
    fc.property(shape, combinations, ...counts, (s, { outputs, combination }, trees, others) => {
      const alone = { ...s, outputs, combination, trees };
      const first = firstTrees(randomForest({ ...alone, trees: trees + others }), trees);
      validateForest(first);
      const rows = randomRows(alone, 20);
      const expected = predictBatch(randomForest(alone), rows);
      expect(predictBatch(first, rows)).toStrictEqual(expected);
      expect(compileForest(first).predictBatch(rows)).toStrictEqual(expected);
    }),
  );
});

test('the leaves of the first trees keep their cover', () => {
  const builder = new ForestBuilder(1, 1);
  builder.addLeaf([1], 5);
  builder.addSplit({ feature: 0, threshold: 1, missingLeft: false });
  builder.addLeaf([2], 3);
  builder.addLeaf([3], 2);
  builder.addLeaf([4], 4);
  const first = firstTrees(builder.build(), 2);
  validateForest(first);
  expect([...first.cover]).toStrictEqual([5, 3, 2]);
});
