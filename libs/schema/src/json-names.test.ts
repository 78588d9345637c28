import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { hasRepeatedNames, keptAllNames, writtenNames } from './index.ts';

/** Names with all that a reader of strings may stumble over. */
const name = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('"', '\\', ':', '{', ']', 'a', '1'), maxLength: 6 }),
);
const members = fc.array(fc.tuple(name, fc.jsonValue()), { maxLength: 6 });
const objectOf = (written: readonly (readonly [string, unknown])[]) =>
  `{${written.map(([key, value]) => `${JSON.stringify(key)} : ${JSON.stringify(value)}`).join(',')}}`;

describe('names of members', () => {
  test('are told as they are written: in their order, those of repeated ones each time', () => {
    fc.assert(
      fc.property(members, (written) => {
        expect(writtenNames(objectOf(written))).toEqual(written.map(([key]) => key));
      }),
    );
    expect(writtenNames('{"b":{"x":1},"2":[{"y":1}],"1":0,"b":1,"\\u0061":2}')).toEqual([
      'b',
      '2',
      '1',
      'b',
      'a',
    ]);
  });

  test('are repeated where an object has fewer members than were written', () => {
    fc.assert(
      fc.property(members, (written) => {
        const text = objectOf(written);
        const isRepeated = new Set(written.map(([key]) => key)).size < written.length;
        expect(hasRepeatedNames(`[0,${text}]`, JSON.parse(`[0,${text}]`))).toBe(isRepeated);
      }),
    );
  });

  test.each([
    ['{"a":1,"a":1}', true],
    ['{"a":1,"\\u0061":1}', true],
    ['[{"a":[{"b":1,"b":2}]}]', true],
    ['{"a":{"a":{"a":1}}}', false],
    ['[{"a":1},{"a":1}]', false],
    ['{"a":"b\\":1,\\"a\\":"}', false],
    ['"a:"', false],
    ['null', false],
  ])('of %s are repeated: %s', (text, isRepeated) => {
    expect(hasRepeatedNames(text, JSON.parse(text))).toBe(isRepeated);
  });
});

test('colons in strings are not counted', () => {
  const text = '{"a:":"\\":","b":["::",{"c\\\\":1}]}';
  expect(keptAllNames(text, 3)).toBe(true);
  expect(keptAllNames(text, 2)).toBe(false);
});
