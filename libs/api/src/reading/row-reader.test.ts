import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { PAINTINGS } from '../../test/paintings.ts';
import type { InputValidationError } from '../index.ts';
import { MAX_LISTED_ISSUES } from '../problems.ts';
import { FieldIssues, RowReader } from './index.ts';

const reader = new RowReader(PAINTINGS);

function read(value: unknown) {
  const row = new Float64Array(PAINTINGS.features.length);
  const issues = new FieldIssues();
  reader.read(value, row, issues, '/features');
  return { row: Array.from(row), issues: issues.listed };
}

/** The same contract in the words of a validation library. */
const missing = z.nullable(z.string().check(z.regex(/^\s*(na|nan|null|\?)?\s*$/i)));
const columns = [
  z.number(),
  z.union([z.number(), missing]),
  z.union([z.string().check(z.regex(/^\s*(red|7)\s*$/)), z.literal(7)]),
  z.union([z.string().check(z.regex(/^\s*oil\s*$/)), missing]),
];
const list = z.tuple([columns[0]!, columns[1]!, columns[2]!, columns[3]!]);

describe('a row', () => {
  test('comes in the order of the schema, from a list and from an object', () => {
    const row = [1.5, NaN, 1, 0];
    expect(read([1.5, null, '7', 'oil'])).toEqual({ row, issues: [] });
    const object = JSON.parse('{"__proto__":"oil","colour":"7","age/years":null,"width":1.5}');
    expect(read(object)).toEqual({ row, issues: [] });
  });

  test('is accepted and refused as zod accepts and refuses it', () => {
    const value = fc.oneof(
      fc.constantFrom(
        null,
        true,
        'red',
        '7',
        'oil',
        '',
        'NA',
        ' red ',
        '1',
        7,
        -0,
        1e308,
        Infinity,
      ),
      fc.jsonValue({ maxDepth: 1 }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 3, maxLength: 5 }), (values) => {
        expect(read(values).issues.length === 0).toBe(list.safeParse(values).success);
      }),
      { numRuns: 2_000 },
    );
    const fitting = fc.tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
      fc.constantFrom('red', '7'),
      fc.option(fc.constant('oil')),
    );
    fc.assert(
      fc.property(fitting, (values) => {
        expect(list.safeParse(values).success).toBe(true);
        expect(read(values).row.slice(0, 2)).toEqual([values[0] + 0, (values[1] ?? NaN) + 0]);
      }),
    );
  });
});

describe('what does not fit', () => {
  test.each<[string, unknown, readonly (readonly [string, string])[]]>([
    ['a text', 'x', [['/features', 'type']]],
    ['nothing', undefined, [['/features', 'type']]],
    ['no values', [], [['/features', 'length']]],
    [
      'values and their number',
      [true, '1'],
      [
        ['/features', 'length'],
        ['/features/0', 'type'],
        ['/features/1', 'type'],
      ],
    ],
    ['a number that is no level', [1, 1, 8, 'oil'], [['/features/2', 'type']]],
    ['another category', [1, 1, 'blue', 'oil'], [['/features/2', 'category']]],
    [
      'null where training saw none',
      [null, 1, null, null],
      [
        ['/features/0', 'missing'],
        ['/features/2', 'missing'],
      ],
    ],
    ['infinity', [-Infinity, 1, 'red', 'oil'], [['/features/0', 'number']]],
    [
      'names, with those that a pointer escapes',
      { width: 1, colour: 'red', 'a~b/c': 1, ['x'.repeat(65)]: 1, 'new\nline': 1 },
      [
        ['/features', 'unknown'],
        ['/features', 'unknown'],
        ['/features', 'unknown'],
      ],
    ],
    [
      'inherited members',
      Object.create({ width: 1 }),
      [
        ['/features/width', 'missing'],
        ['/features/colour', 'missing'],
      ],
    ],
  ])('%s is named', (_, value, expected) => {
    expect(read(value).issues.map(({ pointer, code }) => [pointer, code])).toEqual(expected);
  });

  test('gets a hint if it is a number in quotes', () => {
    expect(read(['1.5', null, 'red', null]).issues[0]?.message).toBe(
      'Found a text, expected a number without quotes.',
    );
    for (const text of ['x', 'Infinity', '0x10']) {
      expect(read([text, null, 'red', null]).issues[0]?.message).toBe(
        'Found a text, expected a number.',
      );
    }
  });

  test('is never repeated to its sender', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 3 }).map((text) => `§${text}§`),
        (secret) => {
          for (const value of [secret, [secret, secret, secret, secret], { [secret]: secret }]) {
            expect(JSON.stringify(read(value).issues)).not.toContain('§');
          }
        },
      ),
    );
  });

  test('is listed up to a number and counted beyond it', () => {
    const issues = new FieldIssues();
    for (let i = 0; i < 2 * MAX_LISTED_ISSUES; i++) issues.add('/x', 'type', 'x', 'y');
    expect(() => {
      issues.throwIfAny();
    }).toThrow('Found 200 fields that do not fit, of which the first 100 are listed');
    try {
      issues.throwIfAny();
    } catch (error) {
      expect((error as InputValidationError).issues).toHaveLength(MAX_LISTED_ISSUES);
    }
    expect(() => {
      new FieldIssues().throwIfAny();
    }).not.toThrow();
  });

  test('in a schema of many names is reported without all of them', () => {
    const features = Array.from({ length: 50 }, (_, i) => ({
      ...PAINTINGS.features[0]!,
      name: `f${i}`,
    }));
    const issues = new FieldIssues();
    new RowReader({ ...PAINTINGS, features }).read([1], new Float64Array(50), issues, '');
    expect(issues.listed[0]?.message).toMatch(/expected 50: f0, .*, f19 and 30 more\.$/);
  });
});
