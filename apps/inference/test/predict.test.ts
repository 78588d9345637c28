import { predictRow, spreadOfTrees } from '@lambda-forest/forest';
import { decodeModel } from '@lambda-forest/serializer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { client, httpApiEvent, toAnswer } from './client.ts';
import { documented } from './documented.ts';
import { FLOWERS, HOUSES, PAINTS } from './models.ts';

const flowers = client(FLOWERS);
const paints = client(PAINTS);
const houses = client(HOUSES);
const inRange = fc.double({ min: 0, max: 10, noNaN: true });

describe('POST /predict', () => {
  test('answers a list and an object alike, as documented', async () => {
    const isDocumented = await documented(flowers);
    const list = await flowers.send('POST', '/predict', { features: [1, 2] });
    const object = await flowers.send('POST', '/predict', { features: { height: 2, width: 1 } });
    expect(list.status).toBe(200);
    expect(Object.keys(list.json)).toEqual([
      'prediction',
      'class_name',
      'probabilities',
      'latency_ms',
      'model',
      'warnings',
    ]);
    expect({ ...list.json, latency_ms: 0 }).toEqual({ ...object.json, latency_ms: 0 });
    expect(list.json.model).toMatchObject({ name: 'flowers', version: '1.2.3' });
    expect(list.json.model.sha256).toMatch(/^[0-9a-f]{12}$/);
    isDocumented('POST', '/predict', list);
  });

  test('gives the numbers of the library, to the bit', async () => {
    const { forest } = decodeModel(FLOWERS);
    await fc.assert(
      fc.asyncProperty(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        inRange,
        async (a, b) => {
          const { json } = await flowers.send('POST', '/predict', { features: [a, b] });
          const answer = Array.from(predictRow(forest, Float64Array.of(a, b)));
          expect(json.probabilities).toEqual(answer);
          expect(json.prediction).toBe(answer.indexOf(Math.max(...answer)));
        },
      ),
    );
  });

  test('scales a row before the forest sees it, and gives an interval around the answer', async () => {
    const { forest } = decodeModel(HOUSES);
    const isDocumented = await documented(houses);
    await fc.assert(
      fc.asyncProperty(inRange, inRange, async (rooms, age) => {
        const answer = await houses.send('POST', '/predict', { features: { rooms, age } });
        isDocumented('POST', '/predict', answer);
        const scaled = Float64Array.of((rooms - 4) / 2, (age - 5) / 0.5);
        const [prediction] = predictRow(forest, scaled);
        const half = 0.5 + 2 * spreadOfTrees(forest, scaled).deviation;
        expect(answer.json.prediction).toBe(prediction);
        expect(answer.json.interval).toEqual({
          lower: prediction! - half,
          upper: prediction! + half,
          level: 0.8,
        });
        expect(answer.json).not.toHaveProperty('class_name');
      }),
    );
  });

  test('warns of values outside the training range, and counts them', async () => {
    const { json } = await flowers.send('POST', '/predict', { features: [10.5, -1] });
    expect(json.warnings).toEqual([
      { feature: 'width', message: 'The value is above 10, the largest that training saw.' },
      { feature: 'height', message: 'The value is below 0, the smallest that training saw.' },
    ]);
    const { observation } = flowers.outcomes.at(-1)!;
    expect([...observation.outOfRange]).toEqual([
      ['width', 1],
      ['height', 1],
    ]);
    expect((await flowers.send('POST', '/predict', { features: [0, 10] })).json.warnings).toEqual(
      [],
    );
  });

  test('takes null where training saw missing values, and a category by its name', async () => {
    const { forest } = decodeModel(PAINTS);
    const body = '{"features":{"price":null,"colour":"blue","__proto__":3}}';
    const { status, json } = await paints.send('POST', '/predict', body);
    expect(status).toBe(200);
    expect(json.probabilities).toEqual(Array.from(predictRow(forest, Float64Array.of(NaN, 2, 3))));
  });
});

describe('a body that does not fit', () => {
  test('is answered with everything that is wrong at once', async () => {
    const isDocumented = await documented(paints);
    const features = { price: '12.5', colour: 'pink', size: 3, '<b>': 1 };
    const answer = await paints.send('POST', '/predict', { features, more: 1 });
    const issues = await paints.send('POST', '/predict', { features });
    expect(answer.json.errors).toEqual([
      {
        pointer: '/more',
        code: 'unknown',
        message: 'Found an unknown name, expected "features" only.',
      },
    ]);
    expect(issues.status).toBe(400);
    expect(issues.headers['content-type']).toBe('application/problem+json');
    expect(issues.json).toMatchObject({
      type: 'urn:lambda-forest:problem:input-invalid',
      status: 400,
      code: 'INPUT_INVALID',
      errors: [
        {
          pointer: '/features/price',
          code: 'type',
          message: 'Found a text, expected a number without quotes.',
        },
        {
          pointer: '/features/colour',
          code: 'category',
          message: 'Found another text, expected one of "red", "green", "blue".',
        },
        { pointer: '/features/__proto__', code: 'missing' },
        { pointer: '/features/size', code: 'unknown' },
        { pointer: '/features', code: 'unknown' },
      ],
    });
    expect(issues.text).not.toContain('pink');
    expect(issues.text).not.toContain('<b>');
    isDocumented('POST', '/predict', issues);
    expect([...paints.outcomes.at(-1)!.observation.issues]).toEqual([
      ['type', 1],
      ['category', 1],
      ['missing', 1],
      ['unknown', 2],
    ]);
  });

  test.each<[string, string, string, string]>([
    ['a boolean', '{"features":[true,1]}', '/features/0', 'Found a boolean, expected a number.'],
    [
      'an infinite number',
      '{"features":[1,1e999]}',
      '/features/1',
      'Found a number outside the range',
    ],
    [
      'null without missing values in training',
      '{"features":[null,1]}',
      '/features/0',
      'Found no value',
    ],
    ['a list', '{"features":[[1],1]}', '/features/0', 'Found a list, expected a number.'],
    [
      'too few values',
      '{"features":[1]}',
      '/features',
      'Found 1 value, expected 2: width, height.',
    ],
    ['too many values', '{"features":[1,2,3]}', '/features', 'Found 3 values, expected 2'],
    ['no object', '[1,2]', '', 'Found a list, expected {"features": row} at /predict or'],
    ['no features', '{}', '/features', 'Found nothing, expected {"features": row} at /predict or'],
    ['a text for features', '{"features":"1,2"}', '/features', 'Found a text, expected a list'],
    ['__proto__', '{"__proto__":{"features":[1,2]}}', '/features', 'Found nothing'],
    ['constructor', '{"features":{"constructor":1}}', '/features/width', 'Found nothing'],
  ])('%s', async (_, body, pointer, message) => {
    const { status, json } = await flowers.send('POST', '/predict', body);
    expect(status).toBe(400);
    expect(json.errors[0].pointer).toBe(pointer);
    expect(json.errors[0].message).toContain(message);
  });

  test.each<[string, string, number, string]>([
    ['no body', '', 400, 'JSON_INVALID'],
    ['no JSON', '{"features":[1,2]', 400, 'JSON_INVALID'],
    ['a name twice', '{"features":[1,2],"features":[1,3]}', 400, 'JSON_INVALID'],
    [
      'a name twice, spelled differently',
      '{"features":{"width":1,"wid\\u0074h":2,"height":1}}',
      400,
      'JSON_INVALID',
    ],
    ['quotes and colons in names', '{"a\\\\":1,"\\":":2,"features":[1,2]}', 400, 'INPUT_INVALID'],
    ['more than a KiB', `{"features":[1,${' '.repeat(1_024)}2]}`, 413, 'BODY_TOO_LARGE'],
  ])('%s', async (_, body, status, code) => {
    const answer = await flowers.send('POST', '/predict', body);
    expect(answer.json).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
  });

  test('the limit is configurable, and counts bytes rather than characters', async () => {
    const small = client(FLOWERS, { MAX_BODY_BYTES: '64' });
    const body = (spaces: number) => `{"features":[1,${' '.repeat(spaces)}2]}`;
    expect((await small.send('POST', '/predict', body(64 - body(0).length))).status).toBe(200);
    expect((await small.send('POST', '/predict', body(65 - body(0).length))).status).toBe(413);
    expect((await small.send('POST', '/predict', `{"x":"${'ñ'.repeat(29)}"}`)).status).toBe(413);
  });
});

describe('what Lambda receives', () => {
  const body = '{"features":[1,2]}';
  const expected = async () => (await flowers.send('POST', '/predict', body)).json.probabilities;

  test.each<[string, object]>([
    [
      'a REST API',
      {
        httpMethod: 'POST',
        path: '/predict',
        headers: { 'CONTENT-TYPE': 'application/json' },
        requestContext: { stage: 'predict' },
        body,
        isBase64Encoded: false,
      },
    ],
    [
      'a REST API with lists of headers',
      {
        httpMethod: 'post',
        path: '/predict/',
        headers: null,
        multiValueHeaders: { 'Content-Type': ['application/json; charset=UTF-8'] },
        body,
      },
    ],
    [
      'a stage with a name',
      {
        ...httpApiEvent('POST', '/prod/predict', body),
        requestContext: { stage: 'prod', http: { method: 'POST' } },
      },
    ],
    [
      'a body in base64',
      { ...httpApiEvent('POST', '/predict', btoa(body)), isBase64Encoded: true },
    ],
    ['no content type', { ...httpApiEvent('POST', '/predict', body), headers: {} }],
  ])('%s', async (_, event) => {
    const answer = toAnswer(await flowers.service(event));
    expect(answer.status).toBe(200);
    expect(answer.json.probabilities).toEqual(await expected());
  });

  test('a direct invocation gets the answer itself', async () => {
    expect(await flowers.service({ features: [1, 2] })).toMatchObject({
      probabilities: await expected(),
    });
    expect(await flowers.service({ instances: [[1, 2]] })).toMatchObject({ succeeded: 1 });
    expect(await flowers.service(null)).toMatchObject({ status: 400, code: 'INPUT_INVALID' });
    expect(await flowers.service(undefined)).toMatchObject({ status: 400 });
    expect(await flowers.service({ features: 'x'.repeat(2_000) })).toMatchObject({ status: 413 });
  });

  test('bytes that are not UTF-8 are refused, a byte order mark is not', async () => {
    const send = async (bytes: string) =>
      toAnswer(
        await flowers.service({
          ...httpApiEvent('POST', '/predict', btoa(bytes)),
          isBase64Encoded: true,
        }),
      );
    expect((await send('{"features":[1,2],"\xff":1}')).json.code).toBe('JSON_INVALID');
    expect((await send(`\xef\xbb\xbf${body}`)).status).toBe(200);
  });

  test('an absent body is an empty one', async () => {
    expect((await flowers.send('POST', '/predict')).json.detail).toContain('Found an empty body');
  });
});

describe('HTTP around it', () => {
  test.each<[string, string, Record<string, string>, number]>([
    ['GET', '/predict', {}, 405],
    ['DELETE', '/health', {}, 405],
    ['GET', '/nothing', {}, 404],
    ['GET', '/toString', {}, 404],
    ['POST', '/predict', { 'content-type': 'text/csv' }, 415],
    ['POST', '/predict', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['POST', '/predict', { 'content-type': 'application/json; charset=latin1' }, 415],
  ])('%s %s with %o is answered with %d', async (method, path, headers, status) => {
    const answer = await flowers.send(method, path, { features: [1, 2] }, headers);
    expect(answer.status).toBe(status);
    expect(answer.json.status).toBe(status);
  });

  test.each([
    ['text/csv', '/predict', 'application/json'],
    ['application/x-www-form-urlencoded', '/predict/batch', 'application/json or text/csv'],
    ['application/json; charset=latin1', '/predict', 'application/json'],
  ])('a 415 names %s and what %s reads', async (type, path, expected) => {
    const { json } = await flowers.send(
      'POST',
      path,
      { features: [1, 2] },
      { 'content-type': type },
    );
    expect(json.detail).toContain(`"${type}", expected ${expected} in UTF-8`);
    const hostile = { 'content-type': `\u202e${type}\n${'x'.repeat(300)}` };
    const { detail } = (await flowers.send('POST', path, {}, hostile)).json;
    expect(detail).toMatch(/^[ -~…]{1,200}$/);
  });

  test('a 405 says which method came and which there are', async () => {
    const { json } = await flowers.send('PUT', '/predict');
    expect(json.detail).toBe('Found the method "PUT", expected POST, OPTIONS. Use one of these.');
    expect((await flowers.send('PUT', '/predict')).headers['allow']).toBe('POST, OPTIONS');
    expect((await flowers.send('PUT', '/model')).headers['allow']).toBe('GET, HEAD, OPTIONS');
  });

  test("the caller's id of a request comes back, or else the gateway's", async () => {
    const id = async (headers: Record<string, string>) =>
      (await flowers.send('GET', '/health', undefined, headers)).headers['x-correlation-id'];
    expect(await id({ 'X-Correlation-Id': 'order-7' })).toBe('order-7');
    expect(await id({ 'X-Correlation-Id': 'a\r\nb' })).toBe('id=');
  });

  test('a load balancer that sends lists of headers gets lists', async () => {
    const event = { httpMethod: 'GET', path: '/health', multiValueHeaders: { accept: ['*/*'] } };
    const answer = await flowers.service(event);
    expect(answer).not.toHaveProperty('headers');
    expect(answer).toMatchObject({ multiValueHeaders: { 'content-type': ['application/json'] } });
    const both = await flowers.service({ ...event, headers: { accept: '*/*' } });
    expect(both).toMatchObject({ headers: { 'content-type': 'application/json' } });
  });

  test('HEAD is GET without its body', async () => {
    const { status, text, headers } = await flowers.send('HEAD', '/health');
    const get = await flowers.send('GET', '/health');
    expect(headers).toEqual({
      ...get.headers,
      'content-length': String(Buffer.byteLength(get.text)),
    });
    expect([status, text, headers['content-type']]).toEqual([200, '', 'application/json']);
  });

  test('other origins are kept out unless they are allowed', async () => {
    const origin = 'https://example.com';
    const cors = async (environment: Record<string, string>, from = origin) => {
      const service = client(FLOWERS, environment);
      const preflight = await service.send('OPTIONS', '/predict', undefined, { Origin: from });
      const answer = await service.send('GET', '/health', undefined, { Origin: from });
      expect(preflight.status).toBe(204);
      expect(preflight.text).toBe('');
      return [preflight, answer].map(({ headers }) => headers['access-control-allow-origin']);
    };
    expect(await cors({})).toEqual([undefined, undefined]);
    expect(await cors({ CORS_ALLOWED_ORIGINS: '*' })).toEqual(['*', '*']);
    const some = { CORS_ALLOWED_ORIGINS: `https://a.example, ${origin}` };
    expect(await cors(some)).toEqual([origin, origin]);
    expect(await cors(some, 'https://evil.example')).toEqual([undefined, undefined]);
    const preflight = await client(FLOWERS, some).send('OPTIONS', '/predict', undefined, {
      origin,
    });
    expect(preflight.headers).toMatchObject({
      allow: 'POST, OPTIONS',
      vary: 'origin',
      'access-control-allow-methods': 'POST, OPTIONS',
    });
  });

  test('health, readiness and the model are reported', async () => {
    const isDocumented = await documented(paints);
    for (const path of ['/health', '/ready', '/model']) {
      const answer = await paints.send('GET', path);
      expect(answer.status).toBe(200);
      isDocumented('GET', path, answer);
    }
    const { json } = await paints.send('GET', '/model');
    expect(json).toMatchObject({
      name: 'paints',
      version: '1.2.3',
      schema: {
        row_count: 8,
        features: [
          { name: 'price', standard_deviation: 2 },
          { levels: ['red', 'green', 'blue'] },
          {},
        ],
      },
      metrics: { accuracy: 0.9 },
      provenance: {
        lambda_forest: '0.1.0',
        data: { source: 'paints.csv' },
        options: { trees: 12 },
      },
    });
  });

  test('without a model everything says so and nothing else', async () => {
    const broken = client(undefined);
    for (const [method, path] of [
      ['GET', '/health'],
      ['GET', '/ready'],
      ['POST', '/predict'],
      ['GET', '/model'],
      ['GET', '/openapi.json'],
      ['POST', '/predict/batch'],
      ['GET', '/nothing'],
    ] as const) {
      const { status, json } = await broken.send(method, path, { features: [1, 2] });
      expect(status).toBe(503);
      expect(json).toEqual({
        type: 'urn:lambda-forest:problem:model-unavailable',
        title: 'The model is not available',
        status: 503,
        code: 'MODEL_UNAVAILABLE',
        detail: 'Found no model, expected one: the log says why. Try again later.',
      });
    }
    expect((await broken.send('GET', '/v2/health/ready')).json).toEqual({
      error: 'Found no model, expected one: the log says why. Try again later.',
    });
  });
});
