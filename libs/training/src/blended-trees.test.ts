import { allRows } from '@lambda-forest/data';
import { treeCount, validateForest } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { blobs, wave } from '../test/tables.ts';
import type { BlendOptions } from './blend-options.ts';
import { DEFAULT_BOOSTING_OPTIONS } from './boosting-options.ts';
import { TrainingInputError } from './errors.ts';
import { DEFAULT_FOREST_OPTIONS } from './forest-options.ts';
import { createHistogramEngine } from './histogram-engine.ts';
import { countSteps } from './learner-options.ts';
import { predictRows } from './predict-rows.ts';

const BLEND: BlendOptions = {
  learner: 'blend',
  forest: { ...DEFAULT_FOREST_OPTIONS, nEstimators: 7 },
  boosting: { ...DEFAULT_BOOSTING_OPTIONS, maxIter: 5, nModels: 2, subsample: 0.8 },
};

test('a blend answers with the mean of its forest and its boosted trees', async () => {
  const dataset = wave(150);
  const rows = allRows(dataset);
  const engine = await createHistogramEngine(1).prepare(dataset);
  const told: number[] = [];
  const blend = await engine.fit(rows, BLEND, { onTree: (done) => told.push(done) });
  validateForest(blend.forest);
  expect(treeCount(blend.forest)).toBe(17);
  expect(countSteps(BLEND)).toBe(17);
  expect(told).toEqual(Array.from({ length: 17 }, (_, i) => i + 1));
  const parts = [await engine.fit(rows, BLEND.forest), await engine.fit(rows, BLEND.boosting)];
  const answers = parts.map(({ forest }) => predictRows(forest, dataset, rows));
  for (const [row, answer] of predictRows(blend.forest, dataset, rows).entries()) {
    expect(answer).toBeCloseTo((answers[0]![row]! + answers[1]![row]!) / 2, 9);
  }
  for (const [feature, share] of blend.importances.entries()) {
    const mean = (parts[0]!.importances[feature]! + parts[1]!.importances[feature]!) / 2;
    expect(share).toBeCloseTo(mean, 12);
  }
});

test('classes and counts are refused: their answers are no sums', async () => {
  const engine = createHistogramEngine(1);
  const classes = await engine.prepare(blobs());
  await expect(classes.fit(Uint32Array.of(0, 60, 120), BLEND)).rejects.toThrow(
    'Found classes to blend forests and boosting of, expected a quantity and its squared error.',
  );
  const quantity = await engine.prepare(wave(30));
  const boosting = { ...BLEND.boosting, loss: 'poisson' } as const;
  await expect(quantity.fit(Uint32Array.of(0, 1), { ...BLEND, boosting })).rejects.toThrow(
    TrainingInputError,
  );
});
