import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { countMembers, findRepeatedName, writtenNames } from './index.ts';

/** Names with all that a reader of strings may stumble over. */
const name = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('"', '\\', ':', '{', ']', 'a', '1'), maxLength: 6 }),
);
const members = fc.array(fc.tuple(name, fc.jsonValue()), { maxLength: 6 });
const objectOf = (written: readonly (readonly [string, unknown])[]) =>
  `{${written.map(([key, value]) => `${JSON.stringify(key)} : ${JSON.stringify(value)}`).join(',')}}`;

const repeatedIn = (text: string) => findRepeatedName(text, countMembers(JSON.parse(text)));

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
        const keys = written.map(([key]) => key);
        const repeated = keys.find((key, i) => keys.indexOf(key) < i);
        expect(repeatedIn(`[0,${text}]`)).toBe(repeated);
      }),
    );
  });

  test.each([
    ['{"a":1,"a":1}', 'a'],
    ['{"a":1,"\\u0061":1}', 'a'],
    ['[{"a":[{"b":1,"b":2}]}]', 'b'],
    ['{"b":{"a":1},"c":[{"a":1}],"b":1}', 'b'],
    ['{"a":{"a":{"a":1}}}', undefined],
    ['[{"a":1},{"a":1}]', undefined],
    ['{"a":"b\\":1,\\"a\\":"}', undefined],
    ['"a:"', undefined],
    ['null', undefined],
    ['{"a:":"\\":","b":["::",{"c\\\\":1}]}', undefined],
  ])('of %s are repeated: %s', (text, name) => {
    expect(repeatedIn(text)).toBe(name);
  });
});
