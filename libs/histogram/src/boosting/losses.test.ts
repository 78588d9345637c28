import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { QuantityLoss } from './boosting.ts';
import { createLoss } from './losses.ts';
import type { Loss } from './losses.ts';

const STEP = 1e-5;

const quantities = Float64Array.of(0, 1, 3.5);
const ofQuantity = (loss: QuantityLoss) =>
  createLoss({ kind: 'regression', values: quantities }, loss);
const ofClasses = (classCount: number) =>
  createLoss(
    { kind: 'classification', classCount, values: Int32Array.of(0, 1, classCount - 1) },
    { kind: 'squared_error' },
  );

/** The hessian's factor, or undefined where the second derivative is 0. */
const CASES: readonly [string, Loss, number | undefined][] = [
  ['squared error', ofQuantity({ kind: 'squared_error' }), 1],
  ['poisson', ofQuantity({ kind: 'poisson' }), 1],
  ['quantile', ofQuantity({ kind: 'quantile', quantile: 0.3 }), undefined],
  ['logistic', ofClasses(2), 1],
  ['softmax of four', ofClasses(4), 4 / 3],
];

test.each(CASES)('%s: derivatives are those of differences', (_, loss, factor) => {
  const score = fc
    .double({ min: -4, max: 4, noNaN: true })
    .filter((f) => quantities.every((y) => Math.abs(y - f) > 2 * STEP));
  const scores = fc.array(score, { minLength: loss.outputs, maxLength: loss.outputs });
  const derived = (row: number, at: Float64Array) => {
    const gradients = new Float64Array(loss.outputs);
    const hessians = new Float64Array(loss.outputs);
    loss.derive(row, at, gradients, hessians);
    return { gradients, hessians };
  };
  fc.assert(
    fc.property(fc.nat({ max: 2 }), scores, (row, numbers) => {
      const at = Float64Array.from(numbers);
      const { gradients, hessians } = derived(row, at);
      for (let k = 0; k < loss.outputs; k++) {
        const above = at.with(k, at[k]! + STEP);
        const below = at.with(k, at[k]! - STEP);
        const slope = (loss.value(row, above) - loss.value(row, below)) / (2 * STEP);
        expect(gradients[k]).toBeCloseTo(slope, 5);
        if (factor === undefined) continue;
        const curvature =
          (derived(row, above).gradients[k]! - derived(row, below).gradients[k]!) / (2 * STEP);
        expect(hessians[k]! / factor).toBeCloseTo(curvature, 5);
      }
    }),
  );
});

test.each(CASES)('%s: no other score of all rows has a lower loss than the base', (name, loss) => {
  const rows = Uint32Array.of(0, 1, 2);
  const weights = Float64Array.of(1, 2.5, 1);
  const base = loss.baseScores({ trained: 3, weights });
  const total = (scores: Float64Array) =>
    rows.reduce((sum, row) => sum + weights[row]! * loss.value(row, scores), 0);
  for (let k = 0; k < loss.outputs; k++) {
    for (const other of [-0.1, 0.1]) {
      expect(total(base.with(k, base[k]! + other)), name).toBeGreaterThanOrEqual(
        total(base) - 1e-12,
      );
    }
  }
});
