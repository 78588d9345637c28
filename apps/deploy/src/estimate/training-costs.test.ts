import { expect, test } from 'vitest';

import { trainingEstimate } from './training-costs.ts';

const work = { files: 1, pieces: 30, bytes: 1e9, trees: 600, fits: 6, shares: 25, shards: 1 };
const pace = { memoryMb: 3_008, concurrency: 100, region: 'eu-west-1' };

test('an estimate says dollars, seconds and what it assumes', () => {
  const { dollars, seconds, line, assumptions } = trainingEstimate(work, pace);
  // 7,618 s of functions and 211 starts, of 2.94 GB, at $0.0000133334; the rest is below a cent.
  expect(dollars).toBeGreaterThan(7_618 * 2.9375 * 0.0000133334);
  expect(dollars).toBeLessThan(0.33);
  expect(seconds).toBeGreaterThan(300);
  expect(line).toMatch(
    /^About \$0\.3\d and 6 min on AWS: 30 pieces, 600 trees, 211 calls of 3,008 MB/,
  );
  expect(assumptions.join('\n')).toContain('0.40 GB, cost $0.04');
});

test('a tree of a shard takes its part of the time', () => {
  const whole = trainingEstimate(work, pace);
  const halves = trainingEstimate({ ...work, shards: 2 }, pace);
  expect(whole.seconds - halves.seconds).toBeCloseTo(7_500 / 25 / 2); // of a core, by 25 functions
  expect(halves.dollars).toBeLessThan(0.6 * whole.dollars);
});

test('memory, bytes and trees cost in proportion; fewer functions at a time take longer', () => {
  const { dollars, seconds } = trainingEstimate(work, pace);
  const twice = trainingEstimate({ ...work, bytes: 2e9 }, pace);
  expect(twice.dollars / dollars).toBeGreaterThan(1.9);
  expect(twice.dollars / dollars).toBeLessThan(2);
  expect(trainingEstimate(work, { ...pace, memoryMb: 6_016 }).dollars).toBeGreaterThan(
    1.9 * dollars,
  );
  expect(trainingEstimate(work, { ...pace, concurrency: 5 }).seconds).toBeGreaterThan(4 * seconds);
});
