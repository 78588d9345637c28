import fc from 'fast-check';
import { expect, test } from 'vitest';

import { jsonFault } from './index.ts';

function faultOf(text: string) {
  try {
    JSON.parse(text);
  } catch (error) {
    const { found, line, column } = jsonFault(text, error);
    return `${line}:${column} ${found}`;
  }
  return 'JSON';
}

test.each([
  ['{"a": NaN}', '1:7 NaN, for which JSON has null'],
  ['[1, nan]', '1:5 nan, for which JSON has null'],
  ['{"a": -Infinity}', '1:7 -Infinity, for which JSON has null'],
  ['{"a": undefined}', '1:7 undefined, for which JSON has null'],
  ["{'a': 1}", '1:2 single or curly quotes, for which JSON has double ones'],
  ['{"a": None,\n "b": False}', '1:7 None, for which JSON has null'],
  ['{"a": 1,\n  "b": True}', '2:8 True, for which JSON has true'],
  ['{"a": 1,\n "b": 2,\n}', '2:8 a comma too many'],
  ['[1, 2,]', '1:6 a comma too many'],
  ['{"NaN": "it\'s \\" NaN, ]", "b": x}', '1:32 a word without quotes'],
  ['{"a": Nancy}', '1:7 a word without quotes'],
  ['{"a": NaN_1}', '1:7 a word without quotes'],
  ['{"a" 1}', "1:6 text that is not JSON (Expected ':' after property name)"],
  ['{"a": 01}', '1:7 a number that JSON writes in another way'],
  ['[1., 2]', '1:2 a number that JSON writes in another way'],
  ['[.5, 1_000]', '1:2 a number that JSON writes in another way'],
  ['[0x10]', '1:2 a number that JSON writes in another way'],
  ['[+5]', '1:2 a number that JSON writes in another way'],
  ['[1,, 2]', '1:3 a comma too many'],
  ['[1 2]', "1:4 text that is not JSON (Expected ',' or ']' after array element)"],
  ['[1 2, NaN]', "1:4 text that is not JSON (Expected ',' or ']' after array element)"],
  ['[1; 2]', "1:3 text that is not JSON (Expected ',' or ']' after array element)"],
  ['[\u00a01]', '1:2 text that is not JSON'],
  ['\ufeff[1]', '1:1 text that is not JSON'],
  ['[, 1]', '1:2 a comma too many'],
  ['{"a":, "b": 1}', '1:6 a comma too many'],
  ['[NULL, 1]', '1:2 NULL, for which JSON has null'],
  ['[TRUE]', '1:2 TRUE, for which JSON has true'],
  ['[-inf]', '1:2 -inf, for which JSON has null'],
  ['[1, # one\n2]', '1:5 a comment'],
  ['[/* one */ 1]', '1:2 a comment'],
  [String.raw`["\x41"]`, '1:4 text that is not JSON (Bad escaped character)'],
  ['["a', '1:2 text that is not JSON (Unterminated string)'],
  ['x: secret in JSON at position 1', '1:1 a word without quotes'],
  ['{a: 1}', '1:2 a word without quotes'],
  ['{“a”: 1}', '1:2 single or curly quotes, for which JSON has double ones'],
  ['["a\nb"]', '1:4 text that is not JSON (Bad control character in string literal)'],
  ['[1] // one', '1:5 a comment'],
  ['{"a": 1} {"b": 2}', '1:10 text that is not JSON (Unexpected non-whitespace character)'],
  ['{"a": 1', "1:8 text that is not JSON (Expected ',' or '}' after property value)"],
  ['', '1:1 text that is not JSON'],
])('%j is told as %s', (text, told) => {
  expect(faultOf(text)).toBe(told);
});

test('a word that is not JSON is found wherever it stands', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), fc.nat(4), (items, before) => {
      const text = JSON.stringify(items, undefined, 1);
      const start = text === '[]' ? '[' : `${text.slice(0, -2)},`;
      const given = `${start}${'\n'.repeat(before)}NaN]`;
      const lines = given.slice(0, -4).split('\n');
      expect(faultOf(given)).toBe(
        `${lines.length}:${lines.at(-1)!.length + 1} NaN, for which JSON has null`,
      );
    }),
  );
});
