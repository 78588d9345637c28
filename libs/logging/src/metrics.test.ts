import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { capture } from '../test/capture.ts';
import { createLogger, createMetrics, MetricUnit } from './index.ts';
import type { MetricsOptions } from './index.ts';

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
function serve(options: Partial<MetricsOptions> = {}) {
  return capture(() => {
    const metrics = createMetrics({ namespace: 'LambdaForest', service: 'inference', ...options });
    metrics.captureColdStartMetric('predict');
    metrics.addMetric('Latency', MetricUnit.Milliseconds, 3);
    metrics.addMetric('Latency', MetricUnit.Milliseconds, 4);
    metrics.publishStoredMetrics();
    metrics.publishStoredMetrics();
  });
}

test('in Lambda the metrics are one line of the embedded metric format', () => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'predict');
  const logger = createLogger({ service: 'inference' });
  const { stdout } = serve({ dimensions: { model: 'iris' }, logger });
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

test('misuse is warned about as a log line where a logger is given', () => {
  const logger = createLogger({ service: 'inference' });
  const { stderr } = serve({ enabled: true, logger });
  expect(stderr).toHaveLength(1);
  expect(stderr[0]).toMatchObject({ level: 'WARN', service: 'inference' });
  expect(stderr[0]?.['message']).toContain('No application metrics to publish');
});

test('outside Lambda nothing is written, cold start and a full buffer included', () => {
  vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');
  expect(serve()).toEqual({ stdout: [], stderr: [] });
  const flood = capture(() => {
    const metrics = createMetrics({ namespace: 'LambdaForest', service: 'inference' });
    for (let i = 0; i < 1_000; i++) metrics.addMetric('Latency', MetricUnit.Milliseconds, i);
    expect(metrics.hasStoredMetrics()).toBe(false);
  });
  expect(flood).toEqual({ stdout: [], stderr: [] });
});

test('outside Lambda they are written when asked for, unless the environment forbids it', () => {
  const logger = createLogger({ service: 'inference', level: 'SILENT' });
  expect(serve({ enabled: true, logger }).stdout).toHaveLength(1);
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
  expect(serve({ enabled: true, logger })).toEqual({ stdout: [], stderr: [] });
});
