import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { openApiDocument } from '@lambda-forest/api/openapi';
import { decodeModel } from '@lambda-forest/serializer';

import type { FuzzKind } from '../campaign.ts';
import { changeJson } from '../change-json.ts';
import { mutate } from '../mutate.ts';
import type { Random } from '../random.ts';
import { validModels } from './valid-models.ts';

const BUNDLE = join(import.meta.dirname, '../../../../dist/apps/inference/handler.cjs');
const CONTEXT = { awsRequestId: 'request', functionName: 'fuzz' };

type Handler = (event: unknown, context: object) => Promise<unknown>;

/** What stands in the place of a value of an event or of a body. */
const VALUES: readonly unknown[] = [
  ...[0, 1, -1, 1.5, 1e308, 2 ** 53, 9e15, -0, true, false, null, [], {}, [[]], [null], [1, 2, 3]],
  ...[
    '',
    'x',
    'GET',
    'POST',
    'HEAD',
    'OPTIONS',
    '/predict',
    '/v2',
    '%',
    '{',
    '\ud800',
    '\u0000',
    '1',
  ],
  ...[{ toString: 1 }, { length: -1 }, { name: 'x' }, { valueOf: null, toString: null }],
  ...['text/csv', 'gzip', 'FP64', 'BYTES', 'predict', 'x'.repeat(300), { features: [1, 2] }],
  ...(JSON.parse(`[{"__proto__":{"a":1}},${'['.repeat(200)}${']'.repeat(200)}]`) as unknown[]),
];

/** Events broken anywhere, into the packaged handler: an answer below 500, or an error that says whose event it is. */
export async function events(): Promise<FuzzKind> {
  process.env['LOG_LEVEL'] = 'SILENT';
  const handlers: (readonly [string, Handler])[] = [];
  for (const [name, bytes] of validModels()) handlers.push([name, await start(name, bytes)]);
  return {
    async tryOne(random) {
      const [name, handler] = random.pick(handlers);
      const event = hostile(name, random);
      let answer: unknown;
      try {
        answer = await handler(event, CONTEXT);
      } catch (error) {
        if (error instanceof Error && error.name === 'ForeignEventError') return 'foreign';
        throw error;
      }
      const { statusCode, status } = JSON.parse(JSON.stringify(answer)) as Record<string, unknown>;
      const code = Number(statusCode ?? (typeof status === 'number' ? status : 200));
      if (!(code < 500)) throw new Error(`${code} to ${JSON.stringify(event)}`);
      return String(code);
    },
  };
}

async function start(name: string, bytes: Uint8Array): Promise<Handler> {
  const folder = mkdtempSync(join(tmpdir(), `lambda-forest-fuzz-${name}-`));
  process.once('exit', () => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'handler.cjs');
  const { schema } = decodeModel(bytes);
  copyFileSync(BUNDLE, path);
  writeFileSync(join(folder, 'model.forest'), bytes);
  writeFileSync(
    join(folder, 'openapi.json'),
    JSON.stringify(openApiDocument(schema, { name, version: '1', ignored: ['id'] })),
  );
  const { handler } = (await import(pathToFileURL(path).href)) as { handler: Handler };
  return handler;
}

function hostile(name: string, random: Random): unknown {
  const [path, body, type] = request(name, random);
  if (typeof body === 'object') {
    for (let left = random.below(3); left > 0; left--) changeJson(body, VALUES, random);
  }
  if (typeof body === 'object' && random.below(8) === 0) return body; // a direct invocation
  const event = envelope(path, textOf(body, random), type, random);
  for (let left = random.below(3); left > 0; left--) changeJson(event, VALUES, random);
  return event;
}

/** A valid request: its path, and its body with the type. */
function request(name: string, random: Random): readonly [string, object | string, string] {
  const row = name === 'paints' ? [5, 'red', '2024-01-02'] : [1, 2];
  const names = name === 'flowers' ? ['width', 'height'] : ['rooms', 'age'];
  const columns = name === 'paints' ? ['__proto__', 'colour', 'sold'] : names;
  const object = Object.fromEntries([...columns, 'id'].map((column, i) => [column, row[i] ?? 'u']));
  const json = 'application/json';
  const tensors = columns.map((column, i) => ({
    name: column,
    shape: [1, 1],
    datatype: typeof row[i] === 'number' ? 'FP64' : 'BYTES',
    data: [row[i]],
  }));
  return random.pick<() => readonly [string, object | string, string]>([
    () => ['/predict', { features: structuredClone(row) }, json],
    () => ['/predict', { features: object }, json],
    () => ['/predict/batch', { instances: [structuredClone(row), object, [1]] }, json],
    () => ['/predict/batch', `${columns.join()}\n${row.join()}\n${row.join()}\n`, 'text/csv'],
    () => [
      `/v2/models/${name}/infer`,
      { id: '1', inputs: tensors, outputs: [{ name: 'predict' }] },
      json,
    ],
    () => [
      `/v2/models/${name}/infer`,
      {
        inputs: [
          { name: 'x', shape: [1, row.length], datatype: 'FP64', data: [structuredClone(row)] },
        ],
      },
      json,
    ],
    () => [random.pick(['/health', '/model', '/openapi.json', '/v2', '/nothing']), '', json],
  ])();
}

function textOf(body: object | string, random: Random): Buffer {
  const text = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return random.below(3) === 0 ? Buffer.from(mutate(text, random)) : text;
}

/** What a gateway makes of it: payload format 2.0, 1.0, or a load balancer's. */
function envelope(path: string, body: Buffer, type: string, random: Random): object {
  const isBase64Encoded = random.below(2) === 0;
  const method = random.pick([
    ...new Array<string>(12).fill('POST'),
    'GET',
    'GET',
    'HEAD',
    'OPTIONS',
    'PUT',
  ]);
  const headers = { 'content-type': type, origin: 'https://a.example', 'x-correlation-id': 'c' };
  const content = { body: body.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
  return random.pick<() => object>([
    () => ({
      version: '2.0',
      rawPath: path,
      headers,
      requestContext: { stage: '$default', http: { method, path } },
      ...content,
    }),
    () => ({
      httpMethod: method,
      path,
      headers,
      requestContext: { stage: 'prod' },
      pathParameters: { proxy: path },
      ...content,
    }),
    () => ({
      httpMethod: method,
      path,
      multiValueHeaders: Object.fromEntries(
        Object.entries(headers).map(([key, value]) => [key, [value]]),
      ),
      requestContext: { elb: {} },
      ...content,
    }),
  ])();
}
