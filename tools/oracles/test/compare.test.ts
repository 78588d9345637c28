import { expect, test } from 'vitest';

import { findDifference } from '../compare.ts';

const differ = (path: string, made: string, committed: string) =>
  findDifference(path, Buffer.from(made), Buffer.from(committed));

test('numbers may differ in their last digits, layout and key order do not count', () => {
  expect(differ('a.json', '{"a":[0.1,2],"b":1}', '{ "b": 1, "a": [0.10000000000000002, 2] }')).toBe(
    undefined,
  );
  expect(differ('a.json', '[4503599627370496.5]', '[4503599627370496]')).toBe(undefined);
});

test('the first difference is named with its place', () => {
  expect(differ('a.json', '{"a":{"b":[1,2]}}', '{"a":{"b":[1,2.000000000001]}}')).toBe(
    '$.a.b.1 is 2.000000000001, regenerated it is 2',
  );
});

test.each([
  ['a longer array', '[1,2]', '[1]'],
  ['another key', '{"a":1}', '{"b":1}'],
  ['an array for an object', '[1]', '{"0":1}'],
  ['null for a number', '[null]', '[0]'],
  ['a number for its text', '["1"]', '[1]'],
  ['other text', '{"report":"0.12"}', '{"report":"0.13"}'],
  ['text that is not JSON', '[1', '[1,'],
])('%s is a difference', (_, made, committed) => {
  expect(differ('a.json', made, committed)).toContain('regenerated it is');
  expect(differ('a.json', committed, made)).toContain('regenerated it is');
});

test('files that are not JSON must be equal byte by byte', () => {
  expect(differ('a.csv', '0.1\n', '0.1\n')).toBe(undefined);
  expect(differ('a.csv', '0.1\n', '0.10\n')).toBe('5 and 4 bytes that differ');
});
