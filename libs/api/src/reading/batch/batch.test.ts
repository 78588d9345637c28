import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { PAINTINGS } from '../../../test/paintings.ts';
import { InputValidationError, RequestError } from '../../index.ts';
import { csvRows } from './csv-cells.ts';
import { readCsv, readInstances } from './index.ts';

describe('CSV', () => {
  test.each<[string, string[][]]>([
    ['', []],
    ['\n\r\n', []],
    ['a,b', [['a', 'b']]],
    [
      'a,b\r\n1,\r,2\n',
      [
        ['a', 'b'],
        ['1', ''],
        ['', '2'],
      ],
    ],
    ['"a\n,""b"""', [['a\n,"b"']]],
    ['\ufeff"a"\n""', [['a']]],
    [',', [['', '']]],
  ])('%j has its cells', (text, rows) => {
    expect(csvRows(text)).toEqual(rows);
  });

  test('comes back as it was written, whatever the cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (rows, end) => {
        const quoted = rows.map((row) =>
          row.map((each) => `"${each.replaceAll('"', '""')}"`).join(),
        );
        expect(csvRows(quoted.join(end) + end)).toEqual(rows);
      }),
    );
  });

  test.each(['"', 'a"', '"a"b', 'a,"b', '"""'])('%j has a misplaced quote', (text) => {
    expect(() => csvRows(text)).toThrow(RequestError);
  });

  test('a megabyte in one cell is read', () => {
    expect(csvRows(`"${'""a'.repeat(300_000)}"`)[0]![0]).toHaveLength(600_000);
  });

  test('with NUL is no text', () => {
    expect(() => readCsv('width,age/years,colour,__proto__\n1,,r\0d,', PAINTINGS, 1)).toThrow(
      'NUL',
    );
  });

  test('gives values in the order of the schema', () => {
    const text = 'colour,sold,__proto__, width ,age/years\n7,yes,oil,1e-1,NA\nred,?,nan,x1,.5\n';
    expect(readCsv(text, PAINTINGS, 2).map(({ cells }) => cells)).toEqual([
      ['1e-1', 'NA', '7', 'oil'],
      ['x1', '.5', 'red', 'nan'],
    ]);
    expect(() => readCsv(text, PAINTINGS, 1)).toThrow('Found 2 rows, expected at most 1.');
  });

  test('names all columns that do not fit at once', () => {
    try {
      readCsv('width,width,depth\n', PAINTINGS, 9);
      expect.unreachable();
    } catch (error) {
      expect((error as InputValidationError).issues.map(({ pointer }) => pointer)).toEqual([
        '/width',
        '/depth',
        '/age~1years',
        '/colour',
        '/__proto__',
      ]);
    }
  });
});

test('instances are a list of at least one and at most so many', () => {
  expect(readInstances({ instances: [1, null] }, 2)).toEqual([1, null]);
  expect(() => readInstances({ instances: [1, 2] }, 1)).toThrow(RequestError);
  for (const body of [
    {},
    null,
    [],
    { instances: {} },
    { instances: [] },
    { instances: [1], x: 1 },
  ]) {
    expect(() => readInstances(body, 2)).toThrow(InputValidationError);
  }
});
