import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ForestBuilder, predictRow } from '@lambda-forest/forest';
import { decodeModel, encodeModel } from '@lambda-forest/serializer';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { anchors } from './anchors.ts';
import { client } from './client.ts';
import { documented } from './documented.ts';
import { FLOWERS, HOUSES, MANY_CLASSES, PAINTS } from './models.ts';

const flowers = client(FLOWERS);
const paints = client(PAINTS);
const houses = client(HOUSES);
const INFER = '/v2/models/flowers/infer';
const tensor = (shape: number[], data: unknown, name = 'x', datatype = 'FP64') => ({
  name,
  shape,
  datatype,
  data,
});

describe('the Open Inference Protocol', () => {
  test('server, model and readiness are described, at each path with and without version', async () => {
    const isDocumented = await documented(flowers);
    const get = async (path: string, documentedAs = path) => {
      const answer = await flowers.send('GET', path);
      expect(answer.status).toBe(200);
      isDocumented('GET', documentedAs, answer);
      return answer.json;
    };
    expect(await get('/v2')).toMatchObject({ name: 'lambda-forest', extensions: [] });
    expect(await get('/v2/', '/v2')).toMatchObject({ name: 'lambda-forest' });
    expect(await get('/v2/health/live')).toEqual({ live: true, ready: true });
    expect(await get('/v2/health/ready')).toEqual({ live: true, ready: true });
    for (const [path, template] of [
      ['/v2/models/flowers', '/v2/models/{name}'],
      ['/v2/models/flowers/versions/1.2.3', '/v2/models/{name}/versions/{version}'],
    ] as const) {
      expect(await get(`${path}/ready`, `${template}/ready`)).toEqual({
        name: 'flowers',
        ready: true,
      });
      expect(await get(path, template)).toMatchObject({
        versions: ['1.2.3'],
        inputs: [{ name: 'input-0', datatype: 'FP64', shape: [-1, 2] }],
        outputs: [
          { name: 'predict' },
          { name: 'predict_proba', shape: [-1, 3] },
          { name: 'class_name' },
        ],
      });
    }
    expect((await paints.send('GET', '/v2/models/paints')).json.inputs).toEqual([
      { name: 'price', datatype: 'FP64', shape: [-1, 1], parameters: { optional: true } },
      { name: 'colour', datatype: 'BYTES', shape: [-1, 1] },
      { name: '__proto__', datatype: 'FP64', shape: [-1, 1] },
    ]);
  });

  test('rows come as one tensor, flat or nested, and answers equal the library to the bit', async () => {
    const isDocumented = await documented(flowers);
    const { forest } = decodeModel(FLOWERS);
    const expected = [Float64Array.of(1, 2), Float64Array.of(3, 4)].flatMap((row) =>
      Array.from(predictRow(forest, row)),
    );
    for (const data of [
      [1, 2, 3, 4],
      [
        [1, 2],
        [3, 4],
      ],
    ]) {
      const answer = await flowers.send('POST', INFER, {
        id: '42',
        inputs: [tensor([2, 2], data)],
      });
      isDocumented('POST', '/v2/models/{name}/infer', answer);
      expect(answer.json).toMatchObject({
        model_name: 'flowers',
        model_version: '1.2.3',
        id: '42',
      });
      expect(answer.json.outputs).toEqual([
        { name: 'predict', datatype: 'INT64', shape: [2, 1], data: expect.anything() },
        { name: 'predict_proba', datatype: 'FP64', shape: [2, 3], data: expected },
        { name: 'class_name', datatype: 'BYTES', shape: [2, 1], data: ['c', 'a'] },
      ]);
    }
    const one = await flowers.send('POST', '/v2/models/flowers/versions/1.2.3/infer', {
      inputs: [tensor([2], [1, 2], 'x', 'INT32')],
      outputs: [{ name: 'predict' }],
    });
    expect(one.json.outputs).toHaveLength(1);
    expect(one.json).not.toHaveProperty('id');
  });

  test('or as one tensor for each feature, which categories need', async () => {
    const inputs = [
      tensor([2, 1], [['red'], ['blue']], 'colour', 'BYTES'),
      tensor([2], [null, 4], 'price'),
      tensor([2], [5, 6], '__proto__'),
    ];
    const { status, json } = await paints.send('POST', '/v2/models/paints/infer', { inputs });
    expect(status).toBe(200);
    const batch = await paints.send(
      'POST',
      '/predict/batch',
      '{"instances":[[null,"red",5],[4,"blue",6]]}',
    );
    expect(json.outputs[1].data).toEqual(
      (batch.json.predictions as { probabilities: number[] }[]).flatMap(
        (each) => each.probabilities,
      ),
    );
    const absent = await paints.send('POST', '/v2/models/paints/infer', {
      inputs: [tensor([1], ['red'], 'colour', 'BYTES'), tensor([1], [5], '__proto__')],
      outputs: [{ name: 'predict_proba' }],
    });
    expect(absent.json.outputs[0].data).toEqual((json.outputs[1].data as number[]).slice(0, 2));
    const single = await client(MANY_CLASSES).send('POST', '/v2/models/many/infer', {
      inputs: [tensor([3], [1, 2, 3])],
      outputs: [{ name: 'predict' }],
    });
    expect(single.json.outputs[0].shape).toEqual([3, 1]);
  });

  test('a quantity is the only output of a regression', async () => {
    const { json } = await houses.send('POST', '/v2/models/houses/infer', {
      inputs: [tensor([1, 2], [4, 5])],
    });
    const single = await houses.send('POST', '/predict', { features: [4, 5] });
    expect(json.outputs).toEqual([
      { name: 'predict', datatype: 'FP64', shape: [1, 1], data: [single.json.prediction] },
    ]);
  });

  test.each<[string, unknown, RegExp]>([
    ['no inputs', {}, /\/inputs: Found no tensors/],
    ['no object', [], /\/inputs: Found no tensors/],
    ['an id that is no text', { id: 1, inputs: [tensor([1, 2], [1, 2])] }, /\/id: Found a number/],
    ['an unknown datatype', { inputs: [tensor([1, 2], [1, 2], 'x', 'INT322')] }, /datatype/],
    ['booleans', { inputs: [tensor([1, 2], [true, false], 'x', 'BOOL')] }, /Found a boolean/],
    ['booleans called numbers', { inputs: [tensor([1, 2], [true, 1])] }, /Found a boolean/],
    ['a shape that lies', { inputs: [tensor([2, 2], [1, 2])] }, /Found 2 values, expected 4/],
    ['a shape of the wrong width', { inputs: [tensor([1, 3], [1, 2, 3])] }, /\[rows, 2\] or \[2\]/],
    ['three dimensions', { inputs: [tensor([1, 1, 2], [1, 2])] }, /Found 3 dimensions/],
    ['no rows', { inputs: [tensor([0, 2], [])] }, /Found a dimension of 0/],
    ['no data', { inputs: [tensor([1, 2], 'x')] }, /\/data: Found a text/],
    ['no tensor', { inputs: [null] }, /\/name: Found nothing/],
    [
      'an unknown output',
      { inputs: [tensor([1, 2], [1, 2])], outputs: [{ name: 'x' }] },
      /predict or/,
    ],
    [
      'columns of different length',
      { inputs: [tensor([1], [1], 'width'), tensor([2], [1, 2], 'height')] },
      /\/inputs\/1\/shape/,
    ],
    [
      'an unknown column',
      { inputs: [tensor([1], [1], 'width'), tensor([1], [1], 'depth')] },
      /height/,
    ],
    [
      'a column twice',
      { inputs: [tensor([1], [1], 'width'), tensor([1], [1], 'width')] },
      /two tensors/,
    ],
  ])('refuses %s in its own form', async (_, body, message) => {
    const isDocumented = await documented(flowers);
    const answer = await flowers.send('POST', INFER, body);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.json)).toEqual(['error']);
    expect(answer.json.error).toMatch(message);
    isDocumented('POST', '/v2/models/{name}/infer', answer);
  });

  test('another model or version is not found', async () => {
    for (const path of [
      '/v2/models/iris',
      '/v2/models/%zz/ready',
      '/v2/models/flowers/versions/2',
      '/v2/x',
    ]) {
      const { status, json } = await flowers.send('GET', path);
      expect([status, Object.keys(json)]).toEqual([404, ['error']]);
    }
    expect((await flowers.send('GET', INFER)).headers['allow']).toBe('POST, OPTIONS');
  });

  test('limits hold for rows, bytes and the answer', async () => {
    const few = client(FLOWERS, { MAX_BATCH_ROWS: '1', MAX_BATCH_BODY_BYTES: '100' });
    expect((await few.send('POST', INFER, { inputs: [tensor([2, 2], [1, 2, 3, 4])] })).status).toBe(
      413,
    );
    const wide = { inputs: [tensor([1, 2], [1, 2], 'x'.repeat(100))] };
    expect((await few.send('POST', INFER, wide)).status).toBe(413);
    const many = client(MANY_CLASSES);
    const ones = (rows: number) => ({
      inputs: [tensor([rows, 1], new Array<number>(rows).fill(1))],
    });
    const send = (rows: number) => many.send('POST', '/v2/models/many/infer', ones(rows));
    expect((await send(5_000)).status).toBe(413); // before it is answered
    const answer = await send(1_000);
    expect(answer.status).toBe(413);
    expect(answer.json.error).toContain('6 MB to 1,000 rows');
    const fitting = Number(/at most (\d+)/.exec(answer.json.error)?.[1]);
    expect(fitting).toBeGreaterThan(100);
    expect((await send(fitting)).status).toBe(200);
  });
});

const oip = anchors('oip');

describe.skipIf(oip === undefined)("the protocol's own documents", () => {
  const read = (file: string) => readFileSync(join(oip ?? '', file), 'utf8');

  test('each answer fits the published OpenAPI document', async () => {
    const { components } = parse(read('open_inference_rest.yaml'));
    const ajv = new Ajv.default({ strict: false });
    ajv.addSchema({ $id: 'oip', components });
    const fits = (name: string, value: unknown) => {
      const validate = ajv.compile({ $ref: `oip#/components/schemas/${name}` });
      expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    };
    const request = { inputs: [tensor([1, 2], [1, 2])] };
    fits('inference_request', request);
    fits('metadata_server_response', (await flowers.send('GET', '/v2')).json);
    fits('metadata_model_response', (await flowers.send('GET', '/v2/models/flowers')).json);
    fits('inference_response', (await flowers.send('POST', INFER, request)).json);
    fits('inference_error_response', (await flowers.send('POST', INFER, {})).json);
    fits('metadata_model_error_response', (await flowers.send('GET', '/v2/models/x')).json);
  });

  test.each([
    ['tests/testdata/inference-request.json', 200],
    ['tests/testdata/inference-request-invalid-datatype.json', 400],
    ['tests/testdata/inference-request-with-output.json', 400], // of another model: the output is unknown
    ['runtimes/sklearn/tests/testdata/inference-request.json', 200],
    ['runtimes/lightgbm/tests/testdata/inference-request.json', 200],
    ['runtimes/xgboost/tests/testdata/inference-request.json', 200],
  ])("MLServer's sample %s is answered with %d", async (file, status) => {
    const request = JSON.parse(read(join('mlserver', file)));
    const shape = request.inputs[0].shape as number[];
    const model = client(modelOfWidth(shape.at(-1)!));
    const answer = await model.send('POST', '/v2/models/wide/infer', request);
    expect(answer.status).toBe(status);
    if (status === 200)
      expect(answer.json.outputs[0].shape).toEqual([shape.length === 1 ? 1 : shape[0], 1]);
  });
});

/** A classifier of as many quantities as the sample has. */
function modelOfWidth(width: number): Uint8Array {
  const { schema, provenance } = decodeModel(FLOWERS);
  const builder = new ForestBuilder(width, 3);
  builder.addLeaf([0.5, 0.25, 0.25]);
  const [feature] = schema.features;
  return encodeModel({
    schema: {
      ...schema,
      features: Array.from({ length: width }, (_, i) => ({ ...feature!, name: `f${i}` })),
    },
    forest: builder.build(),
    provenance: { ...provenance, name: 'wide' },
  });
}
