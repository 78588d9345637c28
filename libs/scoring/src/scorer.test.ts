import { ForestBuilder } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { quantities } from '../test/schemas.ts';
import { createScorer } from './scorer.ts';

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

test('an interval is as wide as the model and the deviation of the trees say', () => {
  const { target, ...schema } = quantities(1);
  const width = { ...target, interval: { offset: 0.5, factor: 2 } };
  const scorer = createScorer({ ...schema, target: width }, forest(3)); // 0, 1 and 2: a deviation of 1
  const rows = Float64Array.of(0, 2);
  expect([...scorer.intervals(rows, scorer.score(rows))]).toEqual([-1.5, 3.5, 98.5, 103.5]);
});
