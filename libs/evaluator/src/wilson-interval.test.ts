import fc from 'fast-check';
import { expect, test } from 'vitest';

import { successesInTrials } from '../test/arbitraries.ts';
import { expectClose } from '../test/close.ts';
import { EvaluationInputError, wilsonInterval } from './index.ts';

test('the interval contains the share, lies within 0 and 1, and grows with the level', () => {
  fc.assert(
    fc.property(successesInTrials, ([successes, trials]) => {
      const share = successes / trials;
      const [narrow, usual, wide] = ([0.9, 0.95, 0.99] as const).map((level) =>
        wilsonInterval(successes, trials, level),
      );
      const ends = [wide!.lower, usual!.lower, narrow!.lower, share];
      expect(ends.toSorted((a, b) => a - b)).toEqual(ends);
      const others = [share, narrow!.upper, usual!.upper, wide!.upper];
      expect(others.toSorted((a, b) => a - b)).toEqual(others);
      expect(wide!.lower).toBeGreaterThanOrEqual(0);
      expect(wide!.upper).toBeLessThanOrEqual(1);
    }),
  );
});

test('failures have the mirrored interval', () => {
  fc.assert(
    fc.property(successesInTrials, ([successes, trials]) => {
      const { level, lower, upper } = wilsonInterval(successes, trials);
      expectClose(wilsonInterval(trials - successes, trials), {
        level,
        lower: 1 - upper,
        upper: 1 - lower,
      });
    }),
  );
});

test.each([
  [0, 0],
  [-1, 10],
  [11, 10],
  [0.5, 10],
  [NaN, 10],
  [1, Infinity],
])('%d successes in %d trials are refused', (successes, trials) => {
  expect(() => wilsonInterval(successes, trials)).toThrow(EvaluationInputError);
});
