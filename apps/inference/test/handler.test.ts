/** The rim: environment, file, logs and metrics, as Lambda runs them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { modelSha256 } from '@lambda-forest/serializer';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Service } from '../src/service.ts';
import { httpApiEvent, toAnswer } from './client.ts';
import { FLOWERS, MANY_CLASSES } from './models.ts';

const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-handler-'));
const path = join(folder, 'model.forest');
const CSV = { 'content-type': 'text/csv' };
const CONTEXT = {
  awsRequestId: 'request-1',
  functionName: 'predict',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:1:function:predict',
  memoryLimitInMB: '128',
};

let lines: Record<string, any>[]; // oxlint-disable-line typescript/no-explicit-any -- log lines are any JSON
let write: (chunk: unknown) => boolean;

beforeEach(() => {
  lines = [];
  write = (chunk) => {
    lines.push(
      ...String(chunk)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    );
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => write(chunk));
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => write(chunk));
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'predict');
  vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');
  vi.stubEnv('POWERTOOLS_DEV', undefined);
  vi.stubEnv('LOG_LEVEL', undefined);
  vi.stubEnv('MODEL_PATH', path);
  writeFileSync(path, FLOWERS);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A cold start with this environment. */
async function start(environment: Record<string, string> = {}): Promise<Service> {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.resetModules();
  return (await import('../src/handler.ts')).handler;
}

const post = (body: unknown, headers = {}) => httpApiEvent('POST', '/predict', body, headers);
const logs = () => lines.filter((line) => 'level' in line);
const metrics = () => lines.filter((line) => '_aws' in line);

describe('the handler', () => {
  test('logs a line for each request, with ids, cold start and no feature values', async () => {
    const handler = await start({ MODEL_SHA256: modelSha256(FLOWERS).toUpperCase() });
    expect(lines).toEqual([]);
    await handler(post({ features: [1.2345, 2] }, { 'X-Correlation-Id': 'order-7' }), CONTEXT);
    await handler(post({ features: [1.2345, 2] }), CONTEXT);
    expect(logs()).toHaveLength(2);
    expect(logs()[0]).toMatchObject({
      level: 'INFO',
      service: 'inference',
      cold_start: true,
      function_request_id: 'request-1',
      correlation_id: 'order-7',
      route: '/predict',
      status: 200,
      predictions: 1,
    });
    expect(logs()[1]).toMatchObject({ cold_start: false, correlation_id: 'id=' });
    expect(JSON.stringify(lines)).not.toContain('1.2345');
  });

  test('logs feature values when asked to', async () => {
    const handler = await start({ LOG_FEATURES: 'true' });
    await handler(post({ features: [1.2345, 2] }), CONTEXT);
    expect(logs()[0]).toMatchObject({ values: { width: 1.2345, height: 2 } });
  });

  test('leaves out correlation ids that could be anything', async () => {
    const handler = await start();
    await handler(post({ features: [1, 2] }, { 'x-correlation-id': 'a b <c>' }), CONTEXT);
    expect(logs()[0]).toMatchObject({ correlation_id: 'id=' });
  });

  test('a request without an id does not get that of the one before', async () => {
    const handler = await start();
    await handler(post({ features: [1, 2] }, { 'x-correlation-id': 'order-7' }), CONTEXT);
    await handler({ features: [1, 2] }, CONTEXT);
    expect(logs()[0]).toHaveProperty('correlation_id', 'order-7');
    expect(logs()[1]).not.toHaveProperty('correlation_id');
  });

  test.each<[string, string, unknown, Record<string, string>, number]>([
    ['a prediction', '/predict', { features: ['a', 2] }, {}, 1],
    [
      'each row of a batch',
      '/predict/batch',
      {
        instances: [
          ['a', 2],
          ['b', 2],
          [1, 2],
        ],
      },
      {},
      2,
    ],
    ['all rows of a table with other columns', '/predict/batch', 'a,b\n1,2\n3,4\n', CSV, 2],
    [
      'all rows of a tensor request',
      '/v2/models/flowers/infer',
      { inputs: [{ name: 'x', shape: [3, 2], datatype: 'FP64', data: [1, 2, 3, 4, 5, null] }] },
      {},
      3,
    ],
  ])('counts as refused %s', async (_, route, body, headers, RowsRefused) => {
    const handler = await start();
    await handler(httpApiEvent('POST', route, body, headers), CONTEXT);
    const { Predictions = 0, ...counted } = metrics().at(-1)!;
    expect(counted).toMatchObject({ RowsRefused });
    // Those that a refused request would have answered are not counted.
    expect(Predictions).toBe(
      route === '/predict/batch' && RowsRefused === 2 && headers !== CSV ? 1 : 0,
    );
  });

  test('measures predictions by class, latency, cold start, refusals and values out of range', async () => {
    const handler = await start();
    await handler(post({ features: [1, 99] }), CONTEXT);
    await handler(post({ features: ['1', true] }), CONTEXT);
    const [coldStart, prediction, refusal] = metrics();
    expect(coldStart).toMatchObject({ ColdStart: 1, function_name: 'predict' });
    expect(prediction).toMatchObject({
      service: 'inference',
      model: 'flowers',
      Predictions: 1,
      OutOfRange: 1,
      OutOfRange_height: 1,
    });
    expect(prediction).toHaveProperty('Latency');
    expect(
      Object.keys(prediction ?? {}).filter((key) => /^Predictions_[abc]$/.test(key)),
    ).toHaveLength(1);
    expect(refusal).toMatchObject({
      ValidationErrors: 2,
      ValidationErrors_type: 2,
      Problem_INPUT_INVALID: 1,
    });
    expect(logs().filter(({ level }) => level === 'WARN')).toMatchObject([
      { features: { height: 1 } },
    ]);
  });

  test('never writes more than 100 metrics, or values of one, in a line', async () => {
    writeFileSync(path, MANY_CLASSES);
    const handler = await start();
    const instances = Array.from({ length: 500 }, (_, i) => [i, 'x'].slice(i % 2));
    await handler(httpApiEvent('POST', '/predict/batch', { instances }), CONTEXT);
    expect(metrics().length).toBeGreaterThan(1);
    for (const line of metrics()) {
      const [{ Metrics }] = line['_aws'].CloudWatchMetrics;
      expect(Metrics.length).toBeLessThanOrEqual(100);
      for (const { Name } of Metrics) expect([line[Name]].flat().length).toBeLessThanOrEqual(100);
    }
  });

  test('answers although nothing can be logged or measured', async () => {
    const handler = await start();
    write = () => {
      throw new Error('the disk is full');
    };
    const answer = toAnswer(await handler(post({ features: [1, 2] }), CONTEXT));
    expect(answer.status).toBe(200);
  });

  test('answers without a context', async () => {
    const handler = await start();
    expect(await handler({ features: [1, 2] })).toMatchObject({ prediction: expect.any(Number) });
  });
});

describe('a start that cannot succeed', () => {
  const damaged = () => {
    const bytes = Uint8Array.from(FLOWERS);
    bytes[200]! ^= 1;
    writeFileSync(path, bytes);
  };

  test.each<[string, string, () => Record<string, string>]>([
    ['a damaged model', 'MODEL_CORRUPTED', () => (damaged(), {})],
    ['another model than expected', 'MODEL_CORRUPTED', () => ({ MODEL_SHA256: '0'.repeat(64) })],
    ['no model', 'MODEL_NOT_FOUND', () => ({ MODEL_PATH: join(folder, 'nowhere') })],
    ['a folder as model', 'MODEL_NOT_FOUND', () => ({ MODEL_PATH: folder })],
    ['no model beside the program', 'MODEL_NOT_FOUND', () => ({ MODEL_PATH: '' })],
    [
      'a wrong environment',
      'CONFIGURATION_INVALID',
      () => ({ MAX_BODY_BYTES: '1KB', LOG_FEATURES: 'yes' }),
    ],
  ])('because of %s is reported in one line and answered with 503', async (_, code, prepare) => {
    const handler = await start(prepare());
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'ERROR', service: 'inference', error: { code } });
    for (const event of [post({ features: [1, 2] }), httpApiEvent('GET', '/health')]) {
      const answer = toAnswer(await handler(event, CONTEXT));
      expect(answer.status).toBe(503);
      expect(answer.text).not.toContain(folder);
      expect(answer.text).not.toMatch(/sha|corrupt|damage|file|node/i);
    }
  });
});
