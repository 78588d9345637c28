/** The package as AWS runs it: under its own runtime client for Node, against a server of its Runtime API. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { httpApiEvent, toAnswer } from '../client.ts';
import { Lambda } from './lambda.ts';
import type { LambdaOptions } from './lambda.ts';
import { traceOf } from './runtime-api.ts';
import type { Invocation } from './runtime-api.ts';
import { RUNTIME_CLIENT } from './runtime-client.ts';

const PACKAGE = fileURLToPath(
  new URL('../../../../dist/apps/inference-package/iris', import.meta.url),
);
const FLOWER = { features: [5.1, 3.5, 1.4, 0.2] };
const ROW = '[5.123456789012345,3.512345678901234,1.412345678901234,0.212345678901234]';
const MIB = 1_048_576;

let taskRoot: string;
let lambda: Lambda | undefined;

beforeAll(() => {
  taskRoot = mkdtempSync(join(tmpdir(), 'lambda-forest-task-'));
  const zip = unzipSync(readFileSync(join(PACKAGE, 'function.zip')));
  for (const [name, bytes] of Object.entries(zip)) writeFileSync(join(taskRoot, name), bytes);
});
afterAll(() => rmSync(taskRoot, { recursive: true, force: true }));
afterEach(async () => {
  await lambda?.stop();
  lambda = undefined;
});

async function start(options: Partial<LambdaOptions> = {}): Promise<Lambda> {
  lambda = await Lambda.start({ taskRoot, ...options });
  return lambda;
}

function answerOf({ outcome }: Invocation) {
  if (outcome.kind !== 'response') throw new Error(`Found ${JSON.stringify(outcome)}.`);
  return toAnswer(outcome.payload);
}

const isRequestLine = (line: { message?: string }) => line.message === 'request';
const isMetricLine = (line: object) => '_aws' in line;

describe.skipIf(!existsSync(RUNTIME_CLIENT))('under the runtime of Lambda', () => {
  test('the first call is a cold start, the next is not, and both are logged and counted', async () => {
    const { invoke, jsonLines } = bound(await start());
    const event = httpApiEvent('POST', '/predict', FLOWER, { 'x-correlation-id': 'abc-1' });
    const calls = [await invoke(event), await invoke(event)];
    for (const call of calls) {
      expect(answerOf(call)).toMatchObject({
        status: 200,
        json: { prediction: 0, class_name: 'setosa', warnings: [] },
      });
    }
    const requests = await jsonLines(isRequestLine, 2);
    expect(requests).toHaveLength(2);
    expect(requests.map((line) => line.cold_start)).toEqual([true, false]);
    expect(requests.map((line) => line.function_request_id)).toEqual(
      calls.map(({ requestId }) => requestId),
    );
    expect(requests.map((line) => line.xray_trace_id)).toEqual(
      calls.map(({ requestId }) => traceOf(requestId)),
    );
    expect(requests[1]).toMatchObject({
      level: 'INFO',
      service: 'inference',
      function_name: 'iris',
      correlation_id: 'abc-1',
      route: '/predict',
      method: 'POST',
      status: 200,
      predictions: 1,
    });
    const metrics = await jsonLines(isMetricLine, 3);
    expect(metrics.filter((line) => line.ColdStart === 1)).toHaveLength(1);
    const predictions = metrics.filter((line) => line.Predictions === 1);
    expect(predictions).toHaveLength(2);
    expect(predictions[0]).toMatchObject({
      service: 'inference',
      model: 'iris',
      Predictions_setosa: 1,
    });
    const [{ Namespace, Dimensions, Metrics }] = predictions[0]._aws.CloudWatchMetrics;
    expect([Namespace, Dimensions]).toEqual(['LambdaForest', [['service', 'model']]]);
    expect((Metrics as { Name: string }[]).map(({ Name }) => Name).sort()).toEqual([
      'Latency',
      'Predictions',
      'Predictions_setosa',
    ]);
  });

  test('every route answers, those too that are loaded when first asked for', async () => {
    const { invoke } = bound(await start());
    const infer = {
      inputs: [{ name: 'x', shape: [1, 4], datatype: 'FP64', data: FLOWER.features }],
    };
    const routes: readonly [string, string, unknown?][] = [
      ['GET', '/health'],
      ['GET', '/ready'],
      ['GET', '/model'],
      ['GET', '/openapi.json'],
      ['GET', '/v2'],
      ['GET', '/v2/health/live'],
      ['GET', '/v2/models/iris'],
      ['POST', '/v2/models/iris/infer', infer],
      ['POST', '/predict/batch', { instances: [FLOWER.features] }],
    ];
    for (const [method, path, body] of routes) {
      expect(answerOf(await invoke(httpApiEvent(method, path, body))).status, path).toBe(200);
    }
  });

  test('no event is answered with an error of the function, but those that are for others', async () => {
    const { invoke } = bound(await start());
    const events: readonly unknown[] = [null, 1, [], {}, { features: null }];
    for (const event of events) {
      const { outcome } = await invoke(event);
      expect(outcome).toMatchObject({ kind: 'response', payload: { status: 400 } });
    }
    for (const event of ['text', { Records: [{ eventSource: 'aws:sqs', body: '{}' }] }]) {
      const { outcome } = await invoke(event);
      expect(outcome).toMatchObject({ kind: 'error', error: { errorType: 'ForeignEventError' } });
    }
    const direct = await invoke(FLOWER);
    expect(direct.outcome).toMatchObject({ kind: 'response', payload: { class_name: 'setosa' } });
  });

  test('a damaged model is one log line and 503, and nothing else leaks', async () => {
    const environment = { MODEL_SHA256: '0'.repeat(64) };
    const { invoke, jsonLines } = bound(await start({ environment }));
    for (const event of [
      httpApiEvent('POST', '/predict', FLOWER),
      httpApiEvent('GET', '/health'),
    ]) {
      const { status, text } = answerOf(await invoke(event));
      expect(status).toBe(503);
      expect(text).not.toMatch(/SHA|model\.forest|Error|\/tmp/);
    }
    const errors = await jsonLines((line) => line.level === 'ERROR', 1);
    expect(errors).toHaveLength(1);
    expect(errors[0].error).toMatchObject({
      name: 'ModelCorruptedError',
      code: 'MODEL_CORRUPTED',
    });
    expect(errors[0].error).not.toHaveProperty('stack');
  });

  test('a function that cannot start at all is reported as such', async () => {
    const { api } = await start({ handler: 'handler.missing' });
    await expect.poll(() => api.initErrors.length, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(api.initErrors[0]).toMatchObject({ errorType: 'Runtime.HandlerNotFound' });
  });

  test('an event that takes longer than its time ends the instance, and the next one starts cold', async () => {
    const environment = { MAX_BATCH_ROWS: '100000', MAX_BATCH_BODY_BYTES: String(6 * MIB) };
    const running = await start({ environment });
    const rows = Array.from({ length: 40_000 }, () => ROW);
    const slow = httpApiEvent('POST', '/predict/batch', `{"instances":[${rows.join()}]}`);
    await running.invoke(httpApiEvent('GET', '/health'));
    const late = await running.invoke(slow, { timeoutMs: 5 });
    expect(late.outcome).toEqual({ kind: 'timeout' });
    running.addInstance();
    const next = await running.invoke(httpApiEvent('POST', '/predict', FLOWER));
    expect(answerOf(next).status).toBe(200);
    const requests = await running.jsonLines(isRequestLine, 2);
    expect(requests.map((line) => line.cold_start)).toEqual([true, true]);
  });

  test('five megabytes come in, and four go out; answers above six are refused', async () => {
    const environment = { MAX_BATCH_ROWS: '100000', MAX_BATCH_BODY_BYTES: String(6 * MIB) };
    const { invoke } = bound(await start({ environment }));
    const send = async (count: number, row: string) => {
      const body = `{"instances":[${Array.from({ length: count }, () => row).join()}]}`;
      return answerOf(await invoke(httpApiEvent('POST', '/predict/batch', body.padEnd(5 * MIB))));
    };
    const answered = await send(35_000, ROW);
    expect(answered).toMatchObject({ status: 200, json: { succeeded: 35_000, failed: 0 } });
    expect(answered.text.length).toBeGreaterThan(2.5 * MIB);
    expect(await send(90_000, '[5.1,3.5,1.4,0.2]')).toMatchObject({
      status: 413,
      json: { code: 'ANSWER_TOO_LARGE' },
    });
  });

  test('three instances share the events of many clients', async () => {
    const { invoke, jsonLines } = bound(await start({ instances: 3 }));
    const calls = await Promise.all(
      Array.from({ length: 300 }, () => invoke(httpApiEvent('POST', '/predict', FLOWER))),
    );
    expect(new Set(calls.map((call) => answerOf(call).status))).toEqual(new Set([200]));
    const requests = await jsonLines(isRequestLine, 300);
    expect(new Set(requests.map((line) => line.function_request_id)).size).toBe(300);
    expect(requests.filter((line) => line.cold_start).length).toBeLessThanOrEqual(3);
  });
});

/** Methods that may be called without their object. */
function bound(running: Lambda) {
  return {
    invoke: running.invoke.bind(running),
    jsonLines: running.jsonLines.bind(running),
  };
}
