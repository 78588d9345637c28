import { expect, test } from 'vitest';

import { ForestBuilder, predictionRange, predictRow } from './index.ts';

test('no answer is outside the range, and its ends are answers', () => {
  const builder = new ForestBuilder(2, 1, {
    aggregation: 'sum',
    baseScore: Float64Array.of(0.5),
    link: { kind: 'exp', factor: 1 },
  });
  for (const feature of [0, 1]) {
    builder.addSplit({ feature, threshold: 0, missingLeft: false });
    builder.addLeaf([-1]);
    builder.addLeaf([2]);
  }
  const forest = builder.build();
  const { minimum, maximum } = predictionRange(forest);
  expect(minimum).toBe(predictRow(forest, Float64Array.of(-1, -1))[0]);
  expect(maximum).toBe(predictRow(forest, Float64Array.of(1, 1))[0]);
});
