import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { capture } from '../test/capture.ts';
import { createLogger, createMetrics, MetricUnit } from './index.ts';

beforeEach(() => {
  for (const name of [
    'AWS_LAMBDA_FUNCTION_NAME',
    'POWERTOOLS_METRICS_DISABLED',
    'POWERTOOLS_DEV',
  ]) {
    vi.stubEnv(name, undefined);
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** What a service writes that makes two predictions, publishes, and publishes again with nothing new. */
function serve() {
  const logger = createLogger({ service: 'inference' });
  return capture(() => {
    const metrics = createMetrics({
      namespace: 'LambdaForest',
      service: 'inference',
      dimensions: { model: 'iris' },
      logger,
    });
    metrics?.captureColdStartMetric('predict');
    metrics?.addMetric('Latency', MetricUnit.Milliseconds, 3);
    metrics?.addMetric('Latency', MetricUnit.Milliseconds, 4);
    metrics?.publishStoredMetrics();
    metrics?.publishStoredMetrics();
  });
}

test('in Lambda the metrics are one line of the embedded metric format', () => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'predict');
  const { stdout } = serve();
  expect(stdout).toHaveLength(1);
  expect(stdout[0]).toMatchObject({
    service: 'inference',
    model: 'iris',
    Latency: [3, 4],
    _aws: {
      CloudWatchMetrics: [
        {
          Namespace: 'LambdaForest',
          Dimensions: [['service', 'model']],
          Metrics: [{ Name: 'Latency', Unit: 'Milliseconds' }],
        },
      ],
    },
  });
});

test('misuse is warned about as a log line', () => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'predict');
  const { stderr } = serve();
  expect(stderr).toHaveLength(1);
  expect(stderr[0]).toMatchObject({ level: 'WARN', service: 'inference' });
  expect(stderr[0]?.['message']).toContain('No application metrics to publish');
});

test('outside Lambda nothing is written', () => {
  expect(serve()).toEqual({ stdout: [], stderr: [] });
});

test('in Lambda the environment can forbid them', () => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'predict');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
  expect(serve().stdout).toEqual([]);
});
