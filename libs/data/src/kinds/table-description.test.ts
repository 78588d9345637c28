import fc from 'fast-check';
import { DataValidationError } from '@lambda-forest/table';
import { expect, test } from 'vitest';

import { parseTableDescription } from './table-description.ts';

const AREA = { name: 'area', kind: 'numeric', minimum: 20, maximum: 400 };

test('what inspect --json prints of a table is its description', () => {
  const found = parseTableDescription(
    {
      source: 'houses.csv',
      rows: 600,
      target: { name: 'price', minimum: 1, maximum: 9, mean: 4, standard_deviation: 2 },
      columns: [
        { name: 'id', kind: 'ignore', reason: 'identifier' },
        { ...AREA, mean: 127.5, standard_deviation: 55, missing: 0 },
        { name: 'garden', kind: 'boolean', levels: ['false', 'true'], counts: [353, 247] },
      ],
    },
    's.json',
  );
  expect(found).toEqual({
    rows: 600,
    target: {
      name: 'price',
      statistics: { minimum: 1, maximum: 9, mean: 4, standardDeviation: 2 },
    },
    columns: [
      { name: 'id', kind: 'ignore' },
      {
        name: 'area',
        kind: 'numeric',
        statistics: { minimum: 20, maximum: 400, mean: 127.5, standardDeviation: 55 },
      },
      { name: 'garden', kind: 'boolean', levels: ['false', 'true'], counts: [353, 247] },
    ],
  });
});

test.each([
  [{ columns: [{ ...AREA, minimum: '20' }] }, '"area": found another "minimum", expected a number'],
  [{ columns: [{ ...AREA, maximum: Infinity }] }, 'found another "maximum", expected a number'],
  [{ columns: [{ name: 'area', minimum: 20 }] }, 'found one of "minimum" and "maximum"'],
  [{ columns: [{ ...AREA, maximum: 10 }] }, 'found a "minimum" above the "maximum"'],
  [{ columns: [{ ...AREA, standard_deviation: -1 }] }, 'found a negative "standard_deviation"'],
  [
    { columns: [{ name: 'a', kind: 'categorical', levels: ['x'], counts: [1, 2] }] },
    '"a": found other "counts" than names beside them',
  ],
  [{ columns: [{ name: 'a', counts: [-1] }] }, 'found a negative count'],
  [{ columns: [AREA], rows: 1.5 }, 'found another count, expected a whole number of rows'],
  [{ columns: [AREA], target: [] }, 'found another "target", expected an object'],
  [{ columns: [AREA], target: { classes: ['a', 'a'] } }, 'found a class twice'],
  [{ columns: [AREA], target: { name: 'y', classes: ['a'], counts: [] } }, '"y": found other'],
  [{ columns: [{ kind: 'numeric' }] }, 'without a "name"'],
])('%j is refused', (document, message) => {
  expect(() => parseTableDescription(document, 's.json')).toThrow(message);
});

test('any JSON is a description or refused', () => {
  const named = fc.record({
    name: fc.string(),
    ...{ minimum: fc.anything(), maximum: fc.anything(), counts: fc.anything() },
  });
  const documents = fc.oneof(
    fc.jsonValue(),
    fc.record({ columns: fc.array(named), target: fc.anything(), rows: fc.anything() }),
  );
  fc.assert(
    fc.property(documents, (document) => {
      try {
        parseTableDescription(document, 's.json');
      } catch (error) {
        expect(error).toBeInstanceOf(DataValidationError);
      }
    }),
  );
});
