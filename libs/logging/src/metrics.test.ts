import { Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { capture } from '../test/capture.ts';
import type { Output } from '../test/capture.ts';
import type { Metric } from './embedded-metrics.ts';
import { createMetrics } from './metrics.ts';

const NAMESPACE = 'LambdaForest';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_795_428_000_000 });
  for (const name of [
    'POWERTOOLS_METRICS_DISABLED',
    'POWERTOOLS_METRICS_FUNCTION_NAME',
    'POWERTOOLS_DEV',
  ]) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'predict');
  vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** What is written at the first of two starts and for the metrics given. */
function ours(metrics: ReadonlyMap<string, Metric>, model: string): Output {
  return capture(() => {
    const written = createMetrics({
      namespace: NAMESPACE,
      dimensions: { service: 'inference', model },
      clock: Date.now,
    });
    written?.countStart('ColdStart', 'predict');
    written?.countStart('ColdStart', 'predict');
    written?.publish(metrics);
  });
}

function powertools(metrics: ReadonlyMap<string, Metric>, model: string): Output {
  return capture(() => {
    const written = new PowertoolsMetrics({
      namespace: NAMESPACE,
      serviceName: 'inference',
      defaultDimensions: { model },
    });
    written.captureColdStartMetric('predict');
    written.captureColdStartMetric('predict');
    for (const [name, { unit, value }] of metrics) written.addMetric(name, unit, value);
    if (written.hasStoredMetrics()) written.publishStoredMetrics();
  });
}

const metric: fc.Arbitrary<Metric> = fc.record({
  unit: fc.constantFrom('Count', 'Milliseconds'),
  value: fc.double({ noNaN: true, noDefaultInfinity: true }),
});
// A letter in front, because Powertools keeps metrics in an object, which puts whole numbers first.
const name = fc.string({ maxLength: 250 }).map((text) => `n${text}`);
const someMetrics = fc
  .array(fc.tuple(name, metric), { maxLength: 220 })
  .map((entries) => new Map(entries));
const model = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');

test('the lines are those of Powertools', () => {
  fc.assert(
    fc.property(someMetrics, model, (metrics, modelName) => {
      expect(ours(metrics, modelName)).toEqual(powertools(metrics, modelName));
    }),
  );
});

test.each<[string, Readonly<Record<string, string | undefined>>]>([
  ['Lambda started the instance in advance', { AWS_LAMBDA_INITIALIZATION_TYPE: 'snap-start' }],
  ['the function has another name for it', { POWERTOOLS_METRICS_FUNCTION_NAME: 'other' }],
  ['they are disabled', { POWERTOOLS_METRICS_DISABLED: ' Yes ' }],
  ['lines are for people', { POWERTOOLS_DEV: '1' }],
  ['lines are for people, metrics too', { POWERTOOLS_DEV: '1', POWERTOOLS_METRICS_DISABLED: 'n' }],
])('and so they are where %s', (_, environment) => {
  for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
  const metrics = new Map<string, Metric>([['Latency', { unit: 'Milliseconds', value: 3.5 }]]);
  const { stdout, stderr } = ours(metrics, 'iris');
  if (environment['POWERTOOLS_DEV'] === undefined) {
    expect({ stdout, stderr }).toEqual(powertools(metrics, 'iris'));
  }
  const isWritten = environment['POWERTOOLS_METRICS_DISABLED'] === 'n';
  expect(stdout.length > 0).toBe(isWritten || !Object.values(environment).some(isYes));
});

test('outside Lambda nothing is written', () => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', undefined);
  const metrics = new Map<string, Metric>([['Latency', { unit: 'Milliseconds', value: 3 }]]);
  expect(ours(metrics, 'iris')).toEqual({ stdout: [], stderr: [] });
});

function isYes(value: string | undefined): boolean {
  return /^(1|yes)$/i.test(value?.trim() ?? '');
}
