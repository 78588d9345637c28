/** The packaged zip through AWS's own emulator of Lambda: what a caller of the function gets. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { findRuntimeClient, RIE } from './rie.ts';

const PACKAGE = fileURLToPath(
  new URL('../../../../dist/apps/inference-package/iris/function.zip', import.meta.url),
);
const START_ATTEMPTS = 100;

const runtimeClient = findRuntimeClient();

let taskRoot: string;
let emulator: ChildProcess;
let address: string;
let said = '';

describe.skipIf(runtimeClient === undefined || !existsSync(RIE))('the packaged zip', () => {
  beforeAll(async () => {
    taskRoot = mkdtempSync(join(tmpdir(), 'lambda-forest-rie-'));
    for (const [name, bytes] of Object.entries(unzipSync(readFileSync(PACKAGE)))) {
      mkdirSync(dirname(join(taskRoot, name)), { recursive: true });
      writeFileSync(join(taskRoot, name), bytes);
    }
    const [port, apiPort] = [await freePort(), await freePort()];
    address = `http://127.0.0.1:${port}/2015-03-31/functions/function/invocations`;
    const flags = [
      '--runtime-interface-emulator-address',
      `127.0.0.1:${port}`,
      '--runtime-api-address',
      `127.0.0.1:${apiPort}`,
    ];
    const runtime = [process.execPath, runtimeClient!, 'handler.handler'];
    emulator = spawn(RIE, [...flags, ...runtime], {
      cwd: taskRoot,
      env: {
        PATH: process.env['PATH'],
        AWS_LAMBDA_FUNCTION_NAME: 'iris',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
        AWS_LAMBDA_FUNCTION_TIMEOUT: '10',
        AWS_REGION: 'eu-west-1',
        LAMBDA_TASK_ROOT: taskRoot,
        _HANDLER: 'handler.handler',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a group of its own, which ends with the runtime
    });
    for (const stream of [emulator.stdout!, emulator.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    }
    await listening(port);
  });

  afterAll(async () => {
    const closed = once(emulator, 'close');
    process.kill(-emulator.pid!, 'SIGKILL');
    await closed;
    rmSync(taskRoot, { recursive: true, force: true });
  });

  test('predicts, and says with which model', async () => {
    const { status, body } = await invoke('POST', '/predict', { features: [5.1, 3.5, 1.4, 0.2] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ prediction: 0, class_name: 'setosa', model: { name: 'iris' } });
  });

  test('lives, and describes itself', async () => {
    expect(await invoke('GET', '/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await invoke('GET', '/openapi.json')).toMatchObject({ body: { openapi: '3.1.0' } });
    expect(await invoke('GET', '/model')).toMatchObject({ body: { name: 'iris' } });
  });

  test('predicts a batch from the part that is loaded when it is asked for', async () => {
    const instances = [
      [5.1, 3.5, 1.4, 0.2],
      [6.9, 3.1, 5.8, 2.2],
    ];
    expect(await invoke('POST', '/predict/batch', { instances })).toMatchObject({
      status: 200,
      body: {
        succeeded: 2,
        predictions: [{ class_name: 'setosa' }, { class_name: 'virginica' }],
      },
    });
  });

  test('refuses what does not fit with problem details', async () => {
    expect(await invoke('POST', '/predict', { features: ['a'] })).toMatchObject({
      status: 400,
      body: { code: 'INPUT_INVALID' },
    });
  });

  test('logs each request as a line of JSON', async () => {
    await invoke('GET', '/ready');
    await expect.poll(() => said).toMatch(/^\{"level":"INFO","message":"request",.*"\/ready"/m);
  });
});

/** Calls the function as an HTTP API does. */
async function invoke(method: string, path: string, body?: unknown) {
  const event = {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    requestContext: { http: { method, path }, requestId: 'request', stage: '$default' },
    isBase64Encoded: false,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  const answer = await fetch(address, { method: 'POST', body: JSON.stringify(event) });
  const payload = JSON.parse(await answer.text());
  return { status: payload.statusCode, body: JSON.parse(payload.body) };
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return;
    } catch {
      await wait(100);
    }
  }
  throw new Error(`The emulator did not start: ${said}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const found = server.address();
  server.close();
  await once(server, 'close');
  if (found === null || typeof found === 'string') throw new Error('Found no port.');
  return found.port;
}
