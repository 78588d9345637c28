import fc from 'fast-check';
import { expect, test } from 'vitest';

import { METRIC_NAMES, METRICS, metricOf } from './index.ts';

test('perfect scores are the best that a metric can have, in the direction that it names', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(2), { minLength: 3, maxLength: 20 }),
      fc.constantFrom(...METRIC_NAMES),
      fc.infiniteStream(fc.double({ min: 0.01, max: 1, noNaN: true })),
      (drawn, name, stream) => {
        const next = () => Number(stream.next().value);
        const truth = [...drawn, 0, 1, 2]; // each class occurs
        const { task, isHigherBetter } = METRICS[name];
        const outputs = task === 'classification' ? 3 : 1;
        const perfect = truth.flatMap((k) =>
          outputs === 1 ? [k] : [0, 1, 2].map((j) => +(j === k)),
        );
        const other = truth.flatMap((k) => {
          if (outputs === 1) return [k + next()];
          const weights = [0, 1, 2].map(next);
          const sum = weights.reduce((total, one) => total + one, 0);
          return weights.map((one) => one / sum);
        });
        const best = metricOf(name, truth, Float64Array.from(perfect), outputs)!;
        const found = metricOf(name, truth, Float64Array.from(other), outputs)!;
        expect(isHigherBetter ? best - found : found - best).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
