import fc from 'fast-check';
import { expect, test } from 'vitest';

import { findPath, gatewayRoutes, OPERATIONS, pathsOf, routeKeyOf } from './routes.ts';

/** A part of a path, as it stands in one: anything but a slash. */
const part = fc.string({ minLength: 1 }).map((text) => encodeURIComponent(text) || 'x');

test('what may be left out of a path gives two', () => {
  const row = { method: 'GET', path: '/a/{x}[/b/{y}]/c' } as const;
  expect(pathsOf(row)).toEqual(['/a/{x}/c', '/a/{x}/b/{y}/c']);
  expect(pathsOf({ ...row, path: '/a' })).toEqual(['/a']);
});

test('every path of every row is found, with its parameters as they stand there', () => {
  const rows = OPERATIONS.flatMap(([operation, row]) =>
    pathsOf(row).map((template) => ({ operation, row, template })),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...rows),
      part,
      part,
      ({ operation, row, template }, name, version) => {
        const path = template.replace('{name}', name).replace('{version}', version);
        const found = findPath(path);
        expect(found?.template).toBe(template);
        expect(found?.operations.get(row.method)).toBe(operation);
        expect(found?.parameters['name']).toBe(template.includes('{name}') ? name : undefined);
        expect(found?.parameters['version']).toBe(
          template.includes('{version}') ? version : undefined,
        );
        expect(findPath(`${path}/`)).toBeUndefined();
        expect(findPath(`/base${path}`)).toBeUndefined();
      },
    ),
  );
});

test('a template as a path is a path like any other: its braces name a model', () => {
  expect(findPath('/v2/models/{name}')?.parameters).toMatchObject({ name: '{name}' });
});

test('the gateway lets its routes through, and no other method of their paths', () => {
  const keys = gatewayRoutes().map(({ method, path }) => `${method} ${path}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { path } of gatewayRoutes()) {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'get']) {
      const key = `${method} ${path}`;
      expect(routeKeyOf(method, path)).toBe(keys.includes(key) ? key : undefined);
    }
  }
  expect(routeKeyOf('GET', '/')).toBeUndefined();
});
