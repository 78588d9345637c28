import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { configOf } from '../../test/fixture.ts';
import { ALARM_METRICS } from './estimate-costs.ts';
import { estimateCosts, estimateText, IRIS_TIMES } from './index.ts';
import type { EstimateOptions } from './index.ts';

function estimate(
  stage: Parameters<typeof configOf>[0] = {},
  options: Omit<EstimateOptions, 'stage'> = {},
) {
  return estimateCosts({ stage: configOf(stage).stages['staging']!, ...options });
}

test('a million requests at 512 MB cost what AWS computes from its list', () => {
  const { latency, costs } = estimate({ memoryMb: 512 }).rows.find((row) => row.isConfigured)!;
  expect(Math.ceil(latency.functionMs)).toBe(1);
  // 990,000 x 1 ms + 10,000 x 158 ms at half a GB, and $0.20 for the requests
  expect(Math.ceil(latency.coldBilledMs)).toBe(158);
  expect(costs.lambda).toBeCloseTo(0.2 + (990 + 1580) * 0.5 * 0.0000133334, 10);
  expect(costs.api).toBe(1);
  expect(costs.tracing).toBe(5);
});

test('the parts are all of the total', () => {
  for (const { costs } of estimate({ provisionedConcurrency: { min: 1, max: 2 } }).rows) {
    const { total, ...parts } = costs;
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 10);
  }
});

test('the configured memory is among the sizes, once, in order', () => {
  for (const memoryMb of [300, 512]) {
    const { rows } = estimate({ memoryMb });
    expect(rows.filter(({ isConfigured }) => isConfigured).map((row) => row.memoryMb)).toEqual([
      memoryMb,
    ]);
    const sizes = rows.map((row) => row.memoryMb);
    expect(sizes).toEqual([...new Set(sizes)].sort((a, b) => a - b));
  }
});

test('without requests only the fixed costs are paid', () => {
  for (const { costs } of estimate({}, { requestsPerMonth: 0 }).rows) {
    expect(costs.total).toBe(costs.monitoring);
    expect(costs.monitoring).toBeCloseTo(3 + 6 * 0.1, 10); // a metric that is not written is not paid
  }
});

const warmed = (min: number, max: number) => ({ provisionedConcurrency: { min, max } });

test.each([
  [{}, 1e6, 'keeping the logs for 30 days, lower prices of large volumes.'],
  [{ logRetentionDays: 3653 as const }, 1e6, 'keeping the logs for 3,653 days'],
  [{ logFeatures: true }, 1e6, 'logFeatures'],
  [{ logLevel: 'DEBUG' as const }, 1e6, 'DEBUG'],
  [warmed(2, 9), 1e6, 'warm processes above the 2 that always run'],
  [{ packaging: 'image' as const }, 1e6, 'keeping images'],
  [{ throttle: { ratePerSecond: 1 } }, 1e9, 'LETS THROUGH ONLY 2,628,000 of these 1,000,000,000'],
])(
  'what %j adds to the bill of %d requests and is not counted is named',
  (stage, requests, text) => {
    const { assumptions } = estimate(stage, { requestsPerMonth: requests });
    expect(assumptions.join('\n')).toContain(text);
  },
);

test('lines that a stage does not write cost nothing', () => {
  const logs = (stage: Parameters<typeof configOf>[0]) => estimate(stage).rows[0]!.costs.logs;
  expect(logs({ logLevel: 'WARN' }) / logs({})).toBeCloseTo(1470 / 1970, 10);
  expect(logs({ metrics: false }) / logs({})).toBeCloseTo(1600 / 1970, 10);
});

test('more memory is never slower, more requests are never cheaper', () => {
  const requests = fc.integer({ min: 0, max: 1e10 });
  fc.assert(
    fc.property(
      requests,
      requests,
      fc.double({ min: 0, max: 500, noNaN: true }),
      (a, b, handlerMs) => {
        const times = { ...IRIS_TIMES, handlerMs };
        const few = estimate({}, { requestsPerMonth: Math.min(a, b), times }).rows;
        const many = estimate({}, { requestsPerMonth: Math.max(a, b), times }).rows;
        few.forEach(({ latency, costs }, i) => {
          expect(costs.total).toBeLessThanOrEqual(many[i]!.costs.total);
          if (i > 0) expect(latency.warmMs).toBeLessThanOrEqual(few[i - 1]!.latency.warmMs);
        });
      },
    ),
  );
});

test('work beyond its share of a core waits for the next period', () => {
  const at = (memoryMb: number, handlerMs: number) =>
    estimate({ memoryMb }, { times: { ...IRIS_TIMES, handlerMs } }).rows.find(
      (r) => r.isConfigured,
    )!.latency.functionMs;
  expect(at(1769, 49.3)).toBeCloseTo(50, 10); // a whole core
  expect(at(443, 49.3)).toBeGreaterThan(180); // a quarter of one
  expect(at(443, 49.3)).toBeLessThan(200);
});

test('with warm instances nothing starts, and idle time is paid', () => {
  const { rows } = estimate({ memoryMb: 1024, provisionedConcurrency: { min: 2, max: 2 } });
  const { costs } = rows.find((row) => row.isConfigured)!;
  expect(costs.provisioned).toBeCloseTo(2 * 730 * 3600 * 0.0000033334, 10);
});

test('the text has a line per size, the parts of the configured one, and the date of the prices', () => {
  const lines = estimateText(estimate({ memoryMb: 512 }));
  expect(lines[0]).toContain('1,000,000 requests a month');
  expect(lines.filter((line) => line.includes(' MB '))).toHaveLength(5);
  expect(lines.filter((line) => line.endsWith('configured'))).toHaveLength(1);
  expect(lines.join('\n')).toMatch(
    /Prices: AWS's list for us-east-1 as public sources had it in \d{4}-\d{2}/,
  );
});

test('a larger model starts more slowly and needs more memory, and says so where there is not enough', () => {
  const of = (modelBytes: number) => estimate({ memoryMb: 512 }, { modelBytes });
  const iris = of(4_680);
  const large = of(40_000_000);
  large.rows.forEach(({ latency }, i) => {
    const { coldMs, warmMs } = iris.rows[i]!.latency;
    expect(latency.coldMs - coldMs).toBeCloseTo(31 * (40 - 0.00468), 6);
    expect(latency.warmMs).toBe(warmMs);
  });
  expect(iris).toEqual(estimate({ memoryMb: 512 }));
  expect(large.assumptions.join('\n')).toMatch(/40,000,000 bytes, 1253 ms to load/);
  expect(large.assumptions.join('\n')).toMatch(/about 441 MB, .* 9\.5 times its file\.$/m);
  expect(of(60_000_000).assumptions.join('\n')).toMatch(/MORE THAN THE 512 MB CONFIGURED\.$/m);
});

test('each class and each feature is a metric of its own', () => {
  const monitoring = (counted: { classes: number; features: number }) =>
    estimate({}, { counted }).rows[0]!.costs.monitoring;
  expect(estimate()).toEqual(estimate({}, { counted: { classes: 3, features: 4 } }));
  const difference =
    monitoring({ classes: 100, features: 40 }) - monitoring({ classes: 0, features: 1 });
  expect(difference).toBeCloseTo(139 * 0.3, 10);
});

test('what is switched off costs nothing', () => {
  const costs = (stage: Parameters<typeof configOf>[0]) => estimate(stage).rows[0]!.costs;
  const all = costs({});
  expect(costs({ tracing: false }).tracing).toBe(0);
  expect(all.monitoring - costs({ dashboard: false }).monitoring).toBeCloseTo(3, 10);
  const silent = costs({ alarms: { enabled: false } });
  expect(all.monitoring - silent.monitoring).toBeCloseTo(
    (ALARM_METRICS.ofAws + ALARM_METRICS.own) * 0.1,
    10,
  );
  expect(all.monitoring - costs({ metrics: false }).monitoring).toBeCloseTo(16 * 0.3 + 0.2, 10);
  expect(costs({ accessLogs: false }).logs).toBeCloseTo((all.logs * 1470) / 1970, 10);
});

test.each(['deployment.md', 'deployment.es.md'])(
  'the prices of ten models in two stages in %s are those of the estimate',
  (file) => {
    const quiet = {
      tracing: false,
      metrics: false,
      dashboard: false,
      accessLogs: false,
      alarms: { enabled: false },
    };
    const lean = { tracing: false, dashboard: false };
    const total = (stage: object, requestsPerMonth: number) =>
      estimate(stage, { requestsPerMonth, counted: { classes: 3, features: 10 } }).rows.find(
        ({ isConfigured }) => isConfigured,
      )!.costs.total;
    const both = (staging: object, production: object) =>
      Math.round(10 * (total(staging, 1_000) + total(production, 100_000)));
    const text = readFileSync(new URL(`../../../../docs/${file}`, import.meta.url), 'utf8');
    const prices = [
      ...text.matchAll(
        /^\| .*(?:stages?|production|etapas?|producción|dashboard`) +\| (\d+) +\|$/gm,
      ),
    ];
    expect(prices.map(([, price]) => Number(price))).toEqual([
      both({}, {}),
      both(quiet, {}),
      both(quiet, lean),
      both(quiet, quiet),
    ]);
  },
);

test('the region of the prices is named, and that of the stage where it is another', () => {
  const first = (region: string) => estimateText(estimate({ region }))[0];
  expect(first('us-east-1')).not.toContain('prices');
  expect(first('eu-west-1')).toContain('at the prices of us-east-1, not eu-west-1');
});
