import { runInNewContext } from 'node:vm';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { PAINTINGS } from '../../test/paintings.ts';
import { exampleFeatures, openApiDocument } from './index.ts';

const info = { name: 'paintings', version: '1' };

test('every reference leads somewhere, and every operation has a name of its own', () => {
  const text = JSON.stringify(openApiDocument(PAINTINGS, info));
  const document = JSON.parse(text);
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(20);
  for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name!);
  const names = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('features become schemas: quantities, categories, and null where it may be', () => {
  const { components } = JSON.parse(JSON.stringify(openApiDocument(PAINTINGS, info)));
  const [list, object] = components.schemas.Features.oneOf;
  const missing = { $ref: '#/components/schemas/Missing' };
  expect(list.prefixItems).toMatchObject([
    { title: 'width', type: 'number' },
    { title: 'age/years', anyOf: [{ type: 'number' }, missing] },
    {
      title: 'colour',
      anyOf: [
        { type: 'string', enum: ['red', '7'] },
        { type: 'number', enum: [7] },
      ],
    },
    { title: '__proto__', anyOf: [{ type: 'string', enum: ['oil'] }, missing] },
  ]);
  expect(object.required).toEqual(['width', 'colour']);
  expect(Object.keys(object.properties).sort()).toEqual([
    '__proto__',
    'age/years',
    'colour',
    'width',
  ]);
});

test('a table that does not match takes no longer with more columns', () => {
  const [width] = PAINTINGS.features;
  const features = Array.from({ length: 60 }, (_, i) => ({ ...width!, name: `c${i}` }));
  const { paths } = JSON.parse(JSON.stringify(openApiDocument({ ...PAINTINGS, features }, info)));
  const { pattern } = paths['/predict/batch'].post.requestBody.content['text/csv'].schema;
  const names = features.map(({ name }) => name).join();
  const row = features.map(() => '1').join();
  const matches = (text: string): unknown =>
    runInNewContext('new RegExp(pattern).test(text)', { pattern, text }, { timeout: 20_000 });
  expect(matches(`${names}\n${row}\n${row}\n`)).toBe(true);
  expect(matches(`${names}\n${row.replaceAll('1', 'x')}`)).toBe(true);
  expect(matches(`${names}\n${row}\n${row},`)).toBe(false);
});

test('an example lies in the training range and near the mean', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, number, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
      const [minimum, maximum] = [Math.min(a, b), Math.max(a, b)];
      const mean = Math.min(minimum + (maximum - minimum) * share, maximum);
      const standardDeviation = (maximum - minimum) / 4;
      const feature = { ...PAINTINGS.features[0]!, minimum, maximum, mean, standardDeviation };
      const example = Number(exampleFeatures({ ...PAINTINGS, features: [feature] })['width']);
      expect(example).toBeGreaterThanOrEqual(minimum);
      expect(example).toBeLessThanOrEqual(maximum);
      expect(Math.abs(example - mean)).toBeLessThanOrEqual(standardDeviation + 1e-99);
    }),
  );
});

test.each([
  [160.3999786376953, 160.4],
  [6.999999523162842, 7],
  [0.30000000000000004, 0.3],
  [20240731, 20240731],
])('the example of a threshold is written as people write numbers: %d', (mean, example) => {
  const range = { minimum: 0, maximum: 1e9, mean, standardDeviation: 0, missing: 1 };
  const feature = { kind: 'numeric', name: 'width', ...range } as const;
  expect(exampleFeatures({ ...PAINTINGS, features: [feature] })).toEqual({ width: example });
  const constant = { ...feature, minimum: mean, maximum: mean };
  expect(exampleFeatures({ ...PAINTINGS, features: [constant] })).toEqual({ width: mean });
});
