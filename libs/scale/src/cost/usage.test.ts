import { expect, test } from 'vitest';

import { pricesSentence } from './prices.ts';
import { costOf, sumOf } from './usage.ts';

const USAGE = { calls: 10, gbSeconds: 3_000, transitions: 400, reads: 5_000, writes: 600 };

test('what was used costs what AWS lists, each with its own price', () => {
  const { dollars, usage, prices } = costOf([USAGE, USAGE]);
  expect(usage).toEqual({
    calls: 20,
    gbSeconds: 6_000,
    transitions: 800,
    reads: 10_000,
    writes: 1_200,
  });
  expect(dollars).toEqual({
    lambda: 0.0800044, // 6,000 × 0.0000133334 and 20 × 0.2 a million
    stepFunctions: 0.02, // 800 × 25 a million
    s3: 0.01, // 10,000 × 0.4 and 1,200 × 5 a million
    total: 0.110004,
  });
  expect(pricesSentence(prices.region)).toContain(
    `${prices.region} as public sources had it in ${prices.date}`,
  );
  expect(pricesSentence('eu-west-1')).toContain('Those of eu-west-1 were not compared');
});

test('nothing costs nothing', () => {
  expect(costOf([]).dollars).toEqual({ lambda: 0, stepFunctions: 0, s3: 0, total: 0 });
  expect(sumOf([USAGE])).toEqual(USAGE);
});
