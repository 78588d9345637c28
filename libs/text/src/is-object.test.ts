import { expect, test } from 'vitest';

import { isObject } from './index.ts';

test.each([null, [], 'a', 1, true, undefined])('%j is no object', (value) => {
  expect(isObject(value)).toBe(false);
});

test('an object is one', () => {
  expect(isObject({})).toBe(true);
});
