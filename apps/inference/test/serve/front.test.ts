import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { gatewayRoutes } from '@lambda-forest/api';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { PortTakenError } from '../../program/errors.ts';
import { openFront } from '../../program/serve/front.ts';
import type { Front, FrontOptions } from '../../program/serve/front.ts';
import { InstancePool } from '../../program/serve/instance-pool.ts';
import { readPlayground } from '../../program/serve/playground.ts';
import type { Playground } from '../../program/serve/playground.ts';

const HANDLER = new URL('../fixtures/odd-handler.mjs', import.meta.url).pathname;
const TIMEOUT_MS = 2_000; // long enough for an answer of a busy machine, short enough to wait for one that hangs

let pool: InstancePool;
let front: Front;

async function open(
  concurrency: number,
  playground: Playground = new Map(),
  more: Partial<FrontOptions> = {},
): Promise<void> {
  const options = { handlerPath: HANDLER, env: {}, timeoutMs: TIMEOUT_MS };
  pool = await InstancePool.start(options, concurrency);
  front = await openFront(pool, { playground, port: 0, hasCors: false, ...more });
}
afterEach(async () => {
  await front.close();
  await pool.stop();
});

function send(
  body?: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  path = body === undefined ? '/model' : '/predict',
) {
  return fetch(`http://127.0.0.1:${front.port}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    ...(body !== undefined && { body }),
  });
}

describe('an event', () => {
  test('has the form of payload format 2.0', async () => {
    await open(1);
    const headers = { cookie: 'a=1; b=2', 'X-Correlation-Id': 'c' };
    const answer = await send('{"é":1}', headers, '/v2/models/a%20b/infer?x=1&x=2&y=%C3%A9');
    expect(await answer.json()).toMatchObject({
      version: '2.0',
      routeKey: 'POST /v2/models/{name}/infer',
      rawPath: '/v2/models/a b/infer',
      rawQueryString: 'x=1&x=2&y=%C3%A9',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-correlation-id': 'c', 'x-forwarded-for': '127.0.0.1' },
      queryStringParameters: { x: '1,2', y: 'é' },
      requestContext: {
        http: {
          method: 'POST',
          path: '/v2/models/a b/infer',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
        },
        requestId: expect.stringMatching(/^[\w+/]{15}=$/),
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      body: '{"é":1}',
      isBase64Encoded: false,
    });
  });

  test('has the same path from a client that takes the server for its proxy', async () => {
    await open(1);
    const target = `http://127.0.0.1:${front.port}`;
    const request = get(target, { path: `${target}/v2?x=1` });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    expect(JSON.parse(await text(answer))).toMatchObject({
      routeKey: 'GET /v2',
      rawPath: '/v2',
      rawQueryString: 'x=1',
    });
  });

  test('has no body, cookies or query if the request has none', async () => {
    await open(1);
    const event = await (await send()).json();
    expect(event).not.toHaveProperty('body');
    expect(event).not.toHaveProperty('cookies');
    expect(event).not.toHaveProperty('queryStringParameters');
    expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
  });

  test('holds bytes in Base64, and so what is compressed', async () => {
    await open(1);
    const bytes = Uint8Array.of(0, 255, 10);
    for (const headers of [
      { 'content-type': 'application/octet-stream' },
      { 'content-encoding': 'gzip' },
    ]) {
      expect(await (await send(bytes, headers)).json()).toMatchObject({
        body: 'AP8K',
        isBase64Encoded: true,
      });
    }
  });
});

test.each([
  ['127.0.0.1', 200],
  ['LocalHost', 200],
  ['[::1]', 200],
  ['example.com', 421],
  ['127.0.0.1.example.com', 421],
  ['localhost.', 421],
  ['localhost@example.com', 421],
  ['0.0.0.0', 421],
  ['[::ffff:127.0.0.1]', 421],
])('a request for %s is answered with %d', async (host, status) => {
  await open(1);
  for (const name of [host, `${host}:${front.port}`]) {
    const request = get({ port: front.port, path: '/model', headers: { host: name } });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(status);
    if (status === 200) answer.resume();
    else
      expect(await text(answer)).toContain(
        `the host \\"${name}\\", expected one of 127.0.0.1, localhost`,
      );
  }
});

test('HEAD has the length of GET, or none', async () => {
  await open(1);
  const head = (path: string) => fetch(`http://127.0.0.1:${front.port}${path}`, { method: 'HEAD' });
  expect((await head('/health')).headers.get('content-length')).toMatch(/^[1-9]/);
  expect((await head('/health?empty')).headers.has('content-length')).toBe(false);
});

describe('a result', () => {
  test('without a status is the body', async () => {
    await open(1);
    const answer = await send('bare');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ calls: 1 });
  });

  test('may be bytes, and may set cookies', async () => {
    await open(1);
    expect(new Uint8Array(await (await send('bytes')).arrayBuffer())).toEqual(
      Uint8Array.of(0, 1, 255),
    );
    const answer = await send('cookies');
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  test('above 6 MB is refused as API Gateway does', async () => {
    await open(1);
    const answer = await send('large');
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ message: 'Internal Server Error' });
  });
});

describe('a route', () => {
  const ask = (method: string, path: string) =>
    fetch(`http://127.0.0.1:${front.port}${path}`, { method, headers: { connection: 'close' } });

  test('of the gateway reaches the function', async () => {
    await open(1);
    for (const { method, path } of gatewayRoutes()) {
      const [key, real] = [`${method} ${path}`, path.replaceAll(/[{}]/g, '')];
      const answer = await ask(method, real);
      expect(answer.status).toBe(200);
      if (method === 'HEAD') continue;
      expect(await answer.json()).toMatchObject({ routeKey: key, rawPath: real });
    }
  });

  test.each([
    ['GET', '/predict'],
    ['HEAD', '/model'],
    ['PUT', '/predict'],
    ['POST', '/predict/'],
    ['GET', '/health/'],
    ['OPTIONS', '/predict'],
    ['POST', '/stage/predict'],
    ['GET', '/v2/models/'],
    ['GET', '/v2/models/a/b'],
  ])(
    'that the gateway does not have, %s %s, is answered as by the gateway',
    async (method, path) => {
      await open(1);
      const answer = await ask(method, path);
      expect(answer.status).toBe(404);
      if (method !== 'HEAD') expect(await answer.json()).toEqual({ message: 'Not Found' });
    },
  );

  test('for preflights is there where origins are allowed', async () => {
    await open(1, undefined, { hasCors: true });
    expect((await ask('OPTIONS', '/predict')).status).toBe(200);
    expect((await ask('OPTIONS', '/predict/')).status).toBe(404);
  });
});

describe('limits', () => {
  test.each([
    ['a body above 10 MB', 10_485_761],
    ['an event above 6 MB', 6_291_456],
  ])('%s is answered 413', async (_, bytes) => {
    await open(1);
    const answer = await send('x'.repeat(bytes));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toEqual({ message: 'Request Too Long' });
  });

  test('an instance handles one event at a time, and as many as asked for work side by side', async () => {
    await open(3);
    const answers = await Promise.all(Array.from({ length: 60 }, () => send('ok')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ headers }) => headers.get('x-running')))).toEqual(new Set(['1']));
  });
});

describe('a client that', () => {
  const request = (body: string) =>
    `POST /predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

  test('leaves in the middle of its body does no harm', async () => {
    await open(1);
    const socket = connect(front.port, '127.0.0.1');
    socket.write(request('ok').slice(0, -1));
    await once(socket, 'connect');
    socket.resetAndDestroy();
    expect((await send('ok')).status).toBe(200);
  });

  test('never sends the rest of its body is answered 408, and its connection closed', async () => {
    await open(1, undefined, { bodyMs: 50 });
    const socket = connect(front.port, '127.0.0.1');
    socket.write(request('ok').slice(0, -1));
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
    expect(answer).toMatch(/connection: close/i);
    expect(answer).toContain('{"message":"Request Timeout"}');
    expect(pool.busy).toBe(0);
  });

  test('sends many requests at once has them answered one by one, and none after it left', async () => {
    await open(4);
    const socket = connect(front.port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    socket.write(request('ok').repeat(3) + request('hang') + request('ok').repeat(3));
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await expect.poll(() => text.split('HTTP/1.1 200')).toHaveLength(4);
    await expect.poll(() => pool.busy).toBe(1);
    socket.destroy();
    await expect.poll(() => pool.busy, { timeout: 5_000 }).toBe(0);
    expect(log).toHaveBeenCalledOnce(); // the one that hung
    log.mockRestore();
  });
});

describe('an instance that', () => {
  const quiet = () => vi.spyOn(console, 'error').mockImplementation(() => undefined);

  test.each([
    ['fails', 'throw', 500, 'Internal Server Error'],
    ['ends', 'exit', 500, 'Internal Server Error'],
    ['does not answer in time', 'hang', 503, 'Service Unavailable'],
  ])('%s is answered for, and the next event is handled', async (_, body, status, message) => {
    await open(1);
    const log = quiet();
    const answer = await send(body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ message });
    expect((await send('ok')).status).toBe(200);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });
});

test('stopping ends an instance that is at work, and starts no other in its place', async () => {
  await open(1);
  const answer = send('hang');
  await expect.poll(() => pool.busy).toBe(1);
  await pool.stop();
  expect((await answer).status).toBe(503);
  expect(pool.busy).toBe(0);
});

test('a port that is taken is refused in one line', async () => {
  await open(1);
  const taken = { playground: new Map(), port: front.port, hasCors: false };
  await expect(openFront(pool, taken)).rejects.toThrow(PortTakenError);
});

describe('the playground', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-forest-page-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
    await writeFile(join(folder, 'assets', 'index.js'), 'export {};');
    await writeFile(join(folder, 'assets', 'index.js.map'), '{}');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('stands at / and may load nothing from elsewhere', async () => {
    await open(1, await readPlayground(folder));
    const page = await send(undefined, {}, '/');
    expect(await page.text()).toContain('<title>page</title>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
    const script = await send(undefined, {}, '/assets/index.js?v=1');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  test('hides no route, and no other file is served', async () => {
    await open(1, await readPlayground(folder));
    expect(await (await send()).json()).toHaveProperty('rawPath', '/model');
    for (const path of ['/assets/index.js.map', '/..%2f..%2fetc/passwd', '/assets/']) {
      expect((await send(undefined, {}, path)).status).toBe(404);
    }
    expect((await send('ok', {}, '/')).status).toBe(404);
  });

  test('is not there if it was not built', async () => {
    await open(1, await readPlayground(join(folder, 'none')));
    expect((await send(undefined, {}, '/')).status).toBe(404);
  });
});
