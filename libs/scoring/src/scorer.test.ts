import { ForestBuilder } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { quantities } from '../test/schemas.ts';
import { createScorer } from './index.ts';

/** Trees that answer their index below 0.5 of the scaled value, and 100 more above it. */
function forest(trees: number) {
  const builder = new ForestBuilder(1, 1);
  for (let tree = 0; tree < trees; tree++) {
    builder.addSplit({ feature: 0, threshold: 0.5, missingLeft: true });
    builder.addLeaf([tree]);
    builder.addLeaf([tree + 100]);
  }
  return builder.build();
}

test('rows are scaled as the model was, and each answer is the mean of the trees', () => {
  const schema = { ...quantities(1), scaling: { center: [10], scale: [2] } };
  const scorer = createScorer(schema, forest(11));
  expect(scorer.outputCount).toBe(1);
  expect([...scorer.score(Float64Array.of(11, 11.1, NaN))]).toEqual([5, 105, 5]);
});

test('more rows than a batch has are answered too', () => {
  const scorer = createScorer(quantities(1), forest(3));
  const answers = scorer.score(new Float64Array(5_000).fill(2));
  expect([answers.length, ...new Set(answers)]).toEqual([5_000, 101]);
});

test('an interval is where four in five of the trees answer', () => {
  const scorer = createScorer(quantities(1), forest(11));
  expect([...scorer.intervals(Float64Array.of(0, 2))]).toEqual([1, 9, 101, 109]);
});
