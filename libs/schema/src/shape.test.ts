import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  flag,
  list,
  number,
  oneOf,
  problemIn,
  record,
  recordWith,
  refined,
  satisfying,
  text,
  textLike,
  variant,
  whole,
} from './shape.ts';
import type { Shape } from './shape.ts';

const circle = record({ kind: oneOf('circle'), radius: number });
const square = recordWith({ kind: oneOf('square'), side: whole(1, 9) }, { label: text });
const figures = list(variant('kind', { circle, square }), 1, 3);

/** The first mismatch as one line. */
function told(shape: Shape<unknown>, value: unknown): string {
  const mismatch = shape(value);
  if (mismatch === undefined) return 'fits';
  return `${mismatch.found} at ${mismatch.path.slice(1)}: ${mismatch.expected}`;
}

describe('a value that fits', () => {
  test.each<[Shape<unknown>, unknown]>([
    [number, -0],
    [flag, false],
    [text, ' '],
    [textLike('digits', /^\d+$/), '12'],
    [whole(0), Number.MAX_SAFE_INTEGER],
    [whole(-2, 2), -2],
    [oneOf('a', 'b'), 'b'],
    [list(number), []],
    [record({}), {}],
    [figures, [{ kind: 'square', side: 9 }]],
    [
      figures,
      [
        { kind: 'square', side: 1, label: 'one' },
        { kind: 'circle', radius: 0.5 },
      ],
    ],
    [satisfying('anything', () => true), undefined],
  ])('%# has no mismatch', (shape, value) => {
    expect(told(shape, value)).toBe('fits');
    expect(problemIn('it', shape, value)).toBeUndefined();
  });
});

describe('a value that does not fit', () => {
  test.each<[Shape<unknown>, unknown, string]>([
    [number, NaN, 'NaN at : a finite number'],
    [number, '1', '"1" at : a finite number'],
    [flag, 0, '0 at : true or false'],
    [text, '', '"" at : a text that is not empty'],
    [textLike('digits', /^\d+$/), 12, '12 at : digits'],
    [whole(0), 0.5, '0.5 at : a whole number from 0'],
    [whole(0), 2 ** 53, '9007199254740992 at : a whole number from 0'],
    [whole(1, 9), 10, '10 at : a whole number from 1 to 9'],
    [whole(1, 9), 10n, '10 at : a whole number from 1 to 9'],
    [oneOf('a', 'b'), 'c', '"c" at : "a" or "b"'],
    [list(number), {}, 'an object at : a list'],
    [list(number), [1, null], 'null at 1: a finite number'],
    [figures, [], 'a list of 0 at : a list of 1 to 3'],
    [figures, [{}], 'nothing at 0.kind: circle or square'],
    [figures, ['circle'], '"circle" at 0: an object'],
    [figures, [{ kind: 'toString' }], '"toString" at 0.kind: circle or square'],
    [figures, [{ kind: 'circle' }], 'nothing at 0.radius: a finite number'],
    [figures, [{ kind: 'square', side: 1, label: 5 }], '5 at 0.label: a text that is not empty'],
    [
      circle,
      { kind: 'circle', radius: 1, colour: 'red' },
      'the unknown key "colour" at : the keys kind, radius and no others',
    ],
    [circle, [], 'a list of 0 at : the keys kind, radius and no others'],
    [circle, Object.create({ kind: 'circle', radius: 1 }), 'nothing at kind: "circle"'],
    [refined(number, 'a number but 0', (value) => value !== 0), 0, '0 at : a number but 0'],
    [refined(number, 'a number but 0', (value) => value !== 0), '0', '"0" at : a finite number'],
    [number, `a\n${'b'.repeat(99)}`, `"a\\n${'b'.repeat(38)}…" at : a finite number`],
  ])('%# is reported by what was found, where, and what was expected', (shape, value, line) => {
    expect(told(shape, value)).toBe(line);
    const [found, path, expected] = line.split(/ at ([^ ]*): /);
    expect(problemIn('it', shape, value)).toBe(
      `Found ${found} at it${path === '' ? '' : `.${path}`}, expected ${expected}.`,
    );
  });

  test('is reported on one line, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => {
        expect(told(figures, value)).not.toMatch(/[\n\r]/);
        expect(told(circle, value).length).toBeLessThan(200);
      }),
    );
  });
});
