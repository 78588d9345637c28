import fc from 'fast-check';
import { expect, test } from 'vitest';

import { RequestError } from '../index.ts';
import { parseJson } from './index.ts';

/** A value as text, alone or as two members whose names are one, differently spelled. */
function write(value: unknown, duplicate: boolean): string {
  const text = JSON.stringify(value, null, 1);
  return duplicate ? `{"a":${text},"\\u0061":${text}}` : text;
}

test('JSON comes back as JSON.parse reads it, whatever its strings hold', () => {
  const string = fc.string({
    unit: fc.constantFrom('"', '\\', ':', '{', ',', '\n', 'a', '\u0000'),
  });
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      string,
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => Math.abs(x) < 2 ** 53),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(string, tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  fc.assert(
    fc.property(value, (value) => {
      const text = write(value, false);
      expect(parseJson(text)).toEqual(JSON.parse(text));
      expect(() => parseJson(write(value, true))).toThrow(/the name .* twice in an object/);
    }),
    { numRuns: 500 },
  );
});

test.each(['{"a":1,"a":1}', '[[{"x":{"b":[],"b":{}}}]]', '{"__proto__":1,"__proto__":2}'])(
  '%s names a member twice',
  (text) => {
    expect(() => parseJson(text)).toThrow(RequestError);
    expect(() => parseJson(text)).toThrow(/the name .* twice in an object/);
  },
);

test('a member called __proto__ is a member', () => {
  const value = parseJson('{"__proto__":{"polluted":true}}');
  expect(Object.keys(value as object)).toEqual(['__proto__']);
  expect({}).not.toHaveProperty('polluted');
});

test('numbers that float64 does not hold keep their digits, at any depth that can be read', () => {
  expect(parseJson('{"a":[9007199254740993,1e400,1.5]}')).toEqual({
    a: ['9007199254740993', '1e400', 1.5],
  });
  const deep = `${'['.repeat(500_000)}9007199254740993${']'.repeat(500_000)}`;
  expect(() => parseJson(deep)).toThrow(RequestError);
});

test.each(['', ' ', '{', '[1,]', 'undefined', '{"a":"\\'])('%j is no JSON', (text) => {
  expect(() => parseJson(text)).toThrow(RequestError);
});

test('a megabyte of backslashes, quotes or brackets is read in a moment', () => {
  for (const text of [
    JSON.stringify('\\'.repeat(500_000)),
    JSON.stringify('"'.repeat(500_000)),
    '['.repeat(500_000) + ']'.repeat(500_000),
    `{"a":${'[{"b":'.repeat(100_000)}1${'}]'.repeat(100_000)}}`,
  ]) {
    const started = process.cpuUsage();
    parseJson(text);
    const { user, system } = process.cpuUsage(started); // of the processor: the machine may be busy
    expect((user + system) / 1_000).toBeLessThan(2_000);
  }
});
