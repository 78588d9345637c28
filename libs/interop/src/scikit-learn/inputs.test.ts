import fc from 'fast-check';
import { expect, test } from 'vitest';

import { doubles, estimator, objects } from '../../test/estimators.ts';
import type { ForeignNode } from '../preorder.ts';
import { inputsOf } from './inputs.ts';
import { largestWhere } from '../largest-where.ts';
import { transformed } from './steps/steps.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

test('the largest double for which something holds is found to the bit', () => {
  fc.assert(
    fc.property(finite, (end) => {
      expect(largestWhere((number) => number <= end)).toBe(end + 0);
    }),
  );
  expect(largestWhere(() => true)).toBe(Infinity);
  expect(largestWhere(() => false)).toBe(-Infinity);
});

test('a threshold on scaled numbers is one on those of the table, with the same side for every double', () => {
  const moderate = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
  const positive = fc.double({ noNaN: true, min: 1e-6, max: 1e6 });
  fc.assert(
    fc.property(moderate, positive, moderate, fc.boolean(), finite, (mean, scale, t, rounds, x) => {
      const scaler = estimator('StandardScaler', {
        with_mean: true,
        with_std: true,
        mean_: doubles(mean),
        scale_: doubles(scale),
      });
      const seen = transformed(scaler, [{ kind: 'plain', source: 0, missing: NaN }]);
      const node: ForeignNode = {
        split: { feature: 0, threshold: t, missingLeft: true },
        left: 1,
        right: 2,
      };
      const inputs = inputsOf(seen, rounds);
      const { split } = inputs.nodeOf(node) as Extract<ForeignNode, { split: unknown }>;
      expect([inputs.roundsInputs, split.missingLeft]).toEqual([false, true]);
      const { threshold } = split as { threshold: number };
      for (const number of [x, t * scale + mean, threshold, threshold * (1 + 2 ** -52)]) {
        const scaled = (number - mean) / scale;
        expect(number <= threshold).toBe((rounds ? Math.fround(scaled) : scaled) <= t);
      }
    }),
  );
});

test('splits of very many categories are refused before their sets are made', () => {
  const names = Array.from({ length: 65_000 }, (_, i) => `name ${i}`);
  const encoder = estimator('OrdinalEncoder', {
    handle_unknown: 'error',
    categories_: [objects(...names)],
  });
  const seen = transformed(encoder, [{ kind: 'plain', source: 0, missing: NaN }]);
  const { nodeOf } = inputsOf(seen, true);
  const split = { feature: 0, threshold: 7, missingLeft: false };
  expect(() => {
    for (let i = 0; i < 3_000; i++) nodeOf({ split, left: 1, right: 2 });
  }).toThrow(/more than 134,217,728 categories in all.*min_frequency/);
});

test('a forest that repeats its trees without end is refused', () => {
  const { nodeOf } = inputsOf([{ kind: 'plain', source: 0, missing: NaN }], true);
  const leaf = { leaf: [0] };
  expect(() => {
    for (let i = 0; i <= 8_000_000; i++) nodeOf(leaf);
  }).toThrow(/more than 8,000,000 nodes/);
});
