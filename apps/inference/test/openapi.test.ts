import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';

import { client } from './client.ts';
import { FLOWERS, HOUSES, MANY_CLASSES, PAINTS, PRINTS } from './models.ts';

describe('GET /openapi.json', () => {
  test.each([
    ['flowers', FLOWERS],
    ['paints', PAINTS],
    ['houses', HOUSES],
    ['prints', PRINTS],
    ['many', MANY_CLASSES],
  ])(
    'for %s is a valid OpenAPI 3.1 document whose examples the service takes',
    async (_, model) => {
      const service = client(model);
      const { json } = await service.send('GET', '/openapi.json');
      const { valid, errors } = await new Validator().validate(structuredClone(json));
      expect(errors ?? []).toEqual([]);
      expect(valid).toBe(true);
      expect(json.openapi).toMatch(/^3\.1\./);

      const content = (path: string) => json.paths[path].post.requestBody.content;
      const single = content('/predict')['application/json'].example;
      const answer = await service.send('POST', '/predict', single);
      expect(answer.status).toBe(200);
      expect(answer.json.warnings).toEqual([]);
      const batch = content('/predict/batch');
      const asJson = await service.send(
        'POST',
        '/predict/batch',
        batch['application/json'].example,
      );
      const asCsv = await service.send('POST', '/predict/batch', batch['text/csv'].example, {
        'content-type': 'text/csv',
      });
      expect(asJson.json).toMatchObject({ succeeded: 1, failed: 0 });
      expect(asCsv.json.predictions).toEqual(asJson.json.predictions);
      for (const path of Object.keys(json.paths).filter((each) => each.endsWith('/infer'))) {
        const { name, version } = answer.json.model;
        const real = path.replace('{name}', name).replace('{version}', version);
        const example = content(path)['application/json'].example;
        const { status, json: inferred } = await service.send('POST', real, example);
        expect(status).toBe(200);
        expect(inferred.outputs[0].data).toEqual([answer.json.prediction]);
      }
      const [list, object] = json.components.schemas.Features.examples;
      for (const features of [list, object]) {
        expect((await service.send('POST', '/predict', { features })).status).toBe(200);
      }
    },
  );

  test('gives examples from the training data, as precise as their spread, or whole where the ends are', async () => {
    const { json } = await client(PAINTS).send('GET', '/openapi.json');
    expect(json.components.schemas.Features.examples[0]).toEqual([4, 'green', 4]);
  });

  test('has every path that the service has', async () => {
    const service = client(FLOWERS);
    const { json } = await service.send('GET', '/openapi.json');
    for (const [path, item] of Object.entries<object>(json.paths)) {
      const real = path.replace('{name}', 'flowers').replace('{version}', '1.2.3');
      const { headers } = await service.send('OPTIONS', real);
      const methods = headers['allow']!.split(', ').filter((each) => !/HEAD|OPTIONS/.test(each));
      expect(Object.keys(item).filter((key) => key !== 'parameters')).toEqual(
        methods.map((method) => method.toLowerCase()),
      );
    }
  });
});
