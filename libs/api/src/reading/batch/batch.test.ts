import { describe, expect, test } from 'vitest';

import { PAINTINGS } from '../../../test/paintings.ts';
import { InputValidationError, RequestError } from '../../index.ts';
import { readCsv, readInstances } from './index.ts';

describe('CSV', () => {
  test('with NUL is no text', () => {
    expect(() => readCsv('width,age/years,colour,__proto__\n1,,r\0d,', PAINTINGS, 1)).toThrow(
      'NUL',
    );
  });

  test('is separated, quoted and has the decimal mark that training would find', () => {
    const mark = (text: string) =>
      readCsv(text, PAINTINGS, 9).map((row) => [row.formats[0]!.decimal, ...row.cells]);
    const expected = [[',', '1,5', '2', "r'd", 'oil']];
    for (const end of ['\n', '\r\n', '\r']) {
      const text = (delimiter: string) =>
        [
          ['width', 'age/years', 'colour', '__proto__'].join(delimiter),
          ['1,5', '2', "'r''d'", 'oil'].join(delimiter),
        ].join(end);
      for (const delimiter of [';', '\t', '|']) expect(mark(text(delimiter))).toEqual(expected);
    }
    const excel = '\ufeffsep=;\nwidth;age/years;colour;__proto__\n1,5;2;"r\'d";oil\n\n';
    expect(mark(excel)).toEqual(expected);
  });

  test('may end each line with a delimiter, as the tables that training reads', () => {
    const text = (end: string) => `width,age/years,colour,__proto__,\n1,2,red,oil,${end}\n`;
    expect(readCsv(text(''), PAINTINGS, 9)[0]!.cells).toEqual(['1', '2', 'red', 'oil']);
    expect(() => readCsv(text('7'), PAINTINGS, 9)).toThrow('whose column has no name');
  });

  test('of one column has a row for a quoted empty cell, and none for an empty line', () => {
    const schema = { ...PAINTINGS, features: PAINTINGS.features.slice(0, 1) };
    const rows = readCsv('width\n1\n""\n\n2\n', schema, 9);
    expect(rows.map(({ cells }) => cells)).toEqual([['1'], [''], ['2']]);
  });

  test.each([
    ['"', 'Found a quote that is never closed on line 2, expected another that closes it.'],
    ['"1"x,2,red,oil', 'Found text behind the closing quote of a cell on line'],
    ['1,2,red\n1,2,red,oil,', 'Found 3 cells in row 1 below the first line, expected 4.'],
    ['', 'Found no rows below the first line, expected at least one.'],
  ])('%j is refused', (rows, message) => {
    const text = `width,age/years,colour,__proto__\n${rows}`;
    expect(() => readCsv(text, PAINTINGS, 9)).toThrow(message);
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
