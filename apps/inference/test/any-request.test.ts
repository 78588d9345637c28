/** Whatever comes in: an answer of the documented form, never a defect, never an exception. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ForeignEventError } from '../src/errors.ts';
import { anchors } from './anchors.ts';
import { client, httpApiEvent, toAnswer } from './client.ts';
import type { Client } from './client.ts';
import { documented } from './documented.ts';
import { FLOWERS, HOUSES, PAINTS, PRINTS } from './models.ts';

const POSTS = ['/predict', '/predict/batch', '/v2/models/{name}/infer'] as const;

const value = fc.oneof(
  fc.jsonValue({ stringUnit: 'binary' }),
  fc.double().map((number) => (Number.isFinite(number) ? number : 1)),
  fc.constantFrom(null, true, 1, '1', 'red', -0, 1e308, [], {}),
);
const key = fc.oneof(
  fc.constantFrom('width', 'height', 'price', 'colour', 'rooms', 'age', '__proto__', 'constructor'),
  fc.string(),
);
const features = fc.oneof(fc.array(value, { maxLength: 4 }), fc.dictionary(key, value), value);
const tensor = fc.record(
  {
    name: fc.oneof(key, value, fc.constant({ toString: 1 })),
    shape: fc.oneof(fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 3 }), value),
    datatype: fc.oneof(fc.constantFrom('FP64', 'BYTES', 'BOOL', 'INT8'), value),
    data: fc.oneof(fc.array(value, { maxLength: 8 }), value),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  value,
  fc.record({ features }),
  fc.record({ instances: fc.oneof(fc.array(features, { maxLength: 3 }), value) }),
  fc.record(
    {
      id: value,
      inputs: fc.oneof(fc.array(fc.oneof(tensor, value), { maxLength: 3 }), value),
      outputs: fc.oneof(fc.array(fc.record({ name: fc.constantFrom('predict', 'x') })), value),
    },
    { requiredKeys: ['inputs'] },
  ),
);

/** Bodies as text: JSON, JSON damaged, any text, CSV. */
const text = fc.oneof(
  { weight: 4, arbitrary: body.map((json) => JSON.stringify(json)) },
  fc.tuple(body, fc.nat(), fc.string()).map(([json, at, inserted]) => {
    const whole = JSON.stringify(json);
    const place = at % (whole.length + 1);
    return whole.slice(0, place) + inserted + whole.slice(place);
  }),
  fc.string(),
  fc
    .array(fc.array(fc.oneof(key, fc.double().map(String), fc.constantFrom('"', '', 'NA'))))
    .map((rows) => ['width,height', ...rows.map((row) => row.join())].join('\n')),
);

const services: readonly (readonly [string, Client])[] = [
  ['flowers', client(FLOWERS)],
  ['paints', client(PAINTS)],
  ['prints', client(PRINTS)],
  ['houses', client(HOUSES)],
];

describe.each(services)('the service of %s', (name, service) => {
  test('answers any body with 200 or 4xx in the documented form', async () => {
    const isDocumented = await documented(service);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...POSTS),
        text,
        fc.constantFrom('application/json', 'text/csv', 'text/plain', ''),
        fc.boolean(),
        async (path, body, type, isBase64Encoded) => {
          const event = httpApiEvent('POST', path.replace('{name}', name), body, {
            'content-type': type,
          });
          const sent = isBase64Encoded
            ? { ...event, body: Buffer.from(body).toString('base64'), isBase64Encoded }
            : event;
          const answer = toAnswer(await service.service(sent));
          expect([200, 400, 413, 415]).toContain(answer.status);
          isDocumented('POST', path, answer);
        },
      ),
      { numRuns: 500 },
    );
    expect(service.defects).toEqual([]);
  });

  test('answers any event whatever', async () => {
    const member = fc.oneof(
      value,
      fc.constantFrom('GET', 'POST', '/predict', '/health', '$default'),
    );
    const event = fc.oneof(
      body,
      fc.record(
        {
          version: member,
          rawPath: member,
          path: member,
          httpMethod: member,
          headers: fc.oneof(fc.dictionary(fc.string(), value), value),
          multiValueHeaders: fc.oneof(fc.dictionary(fc.string(), fc.array(value)), value),
          requestContext: fc.oneof(
            fc.record({ http: fc.record({ method: member }), stage: member, requestId: member }),
            value,
          ),
          body: fc.oneof(text, value),
          isBase64Encoded: value,
        },
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(event, async (event) => {
        const result = await service.service(event).catch((error: unknown) => {
          expect(error).toBeInstanceOf(ForeignEventError); // the only one that is thrown
          return { status: 400 };
        });
        const { statusCode, status: direct } = result as { statusCode?: number; status?: unknown };
        const status = statusCode ?? (typeof direct === 'number' ? direct : 200); // of health it is a text
        expect((status >= 200 && status < 300) || (status >= 400 && status < 500)).toBe(true);
        expect(() => JSON.stringify(result)).not.toThrow();
      }),
      { numRuns: 500 },
    );
    expect(service.defects).toEqual([]);
  });
});

/** Kinds of what is not JSON, each as short as it can be. */
const NO_JSON = [
  '',
  ' ',
  '{',
  '[',
  '"',
  '[1,]',
  '{"a":}',
  "{'a':1}",
  '[NaN]',
  '[01]',
  '[+1]',
  '[.5]',
  '[1.]',
  'nul',
  '[1]x',
  '{"a":1,}',
  '{"a"}',
  '["\t"]',
  '["\\x"]',
  '[\u00a0]',
  '//',
  '\u0000',
  '[-]',
];

describe('a body that is not JSON', () => {
  test.each(NO_JSON)('%j is refused at each path', async (body) => {
    for (const [name, service] of services) {
      for (const path of POSTS) {
        const { status } = await service.send('POST', path.replace('{name}', name), body);
        expect(status).toBe(400);
      }
    }
  });

  const suite = anchors('JSONTestSuite');
  const folder = join(suite ?? '', 'test_parsing');
  const files = suite === undefined ? [] : readdirSync(folder);

  test.skipIf(suite === undefined)(
    'of JSONTestSuite is refused; its other documents never crash',
    async () => {
      const [, service] = services[0]!;
      expect(files.filter((file) => file.startsWith('n_')).length).toBeGreaterThan(150);
      for (const file of files) {
        const bytes = readFileSync(join(folder, file));
        for (const path of ['/predict', '/predict/batch', '/v2/models/flowers/infer']) {
          const event = {
            ...httpApiEvent('POST', path),
            body: bytes.toString('base64'),
            isBase64Encoded: true,
          };
          const { status, json } = toAnswer(await service.service(event));
          expect([400, 413], file).toContain(status); // none of them is a request
          if (file.startsWith('n_') && status === 400 && path === '/predict') {
            expect(json.code, file).toBe('JSON_INVALID');
          }
        }
      }
      expect(service.defects).toEqual([]);
    },
  );
});
