import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { option } from '@lambda-forest/text';

import {
  CsvScanner,
  DataValidationError,
  JsonLinesScanner,
  TextScanner,
} from '@lambda-forest/table';
import { parseSchema } from '@lambda-forest/schema';
import type { Dialect, RowScanner } from '@lambda-forest/table';

import { MIXED, quantities } from '../test/schemas.ts';
import { RowReader } from './index.ts';

type Make = (reader: RowReader) => RowScanner;

interface ReadRow {
  readonly line: number;
  readonly values: readonly number[];
  readonly problem?: string;
}

const COMMON: Dialect = {
  delimiter: ',',
  quote: '"',
  newline: '\n',
  numbers: undefined,
  isWhole: true,
  hasSeparatorLine: false,
  hasTrailingDelimiter: false,
  skipRows: 0,
  skipRowsAfterHeader: 0,
};

const COMMAS = [0, 1].map(
  () =>
    ({
      decimal: ',',
      isAsked: false,
      isFixed: false,
      isTied: false,
      seen: ',',
      isNumeric: true,
    }) as const,
);

const csvIn =
  (choice: Partial<Dialect>): Make =>
  (reader) => {
    const dialect = { ...COMMON, ...choice };
    return new CsvScanner(dialect, reader.csv(dialect, 'UTF-8'));
  };
const makeCsv = csvIn({});
const makeJson: Make = (reader) => new JsonLinesScanner(reader.jsonLines());

/** Reads a text in pieces of some characters, in batches of a few rows. */
function read(make: Make, schema: unknown, text: string, piece = 7): ReadRow[] {
  const rows: ReadRow[] = [];
  const reader = new RowReader(schema as typeof MIXED, {
    source: 'new.csv',
    batchRows: 3,
    onBatch(batch) {
      for (let i = 0; i < batch.count; i++) {
        const problem = batch.problems.get(i);
        rows.push({
          line: batch.lines[i]!,
          values: [...batch.rows.subarray(i * batch.featureCount, (i + 1) * batch.featureCount)],
          ...(problem === undefined ? {} : { problem }),
        });
      }
    },
  });
  const scanner = make(reader);
  const characters = Array.from(text);
  for (let at = 0; at < characters.length; at += piece) {
    scanner.push(Buffer.from(characters.slice(at, at + piece).join('')));
  }
  scanner.end();
  reader.end();
  return rows;
}

const csv = (text: string, schema: unknown = MIXED) => read(makeCsv, schema, text);
const json = (text: string) => read(makeJson, MIXED, text);

describe('CSV by a schema', () => {
  test('columns stand in any order, others are left aside, and dates become their parts', () => {
    const text =
      'id,day,open,color,b,a\n7,31.12.2023,Yes,blue,2.5,1\n8,01.02.2024,no,red,-3e2,.5\n';
    expect(csv(text)).toEqual([
      { line: 2, values: [1, 2.5, 1, 1, 2023, 12] },
      { line: 3, values: [0.5, -300, 0, 0, 2024, 2] },
    ]);
  });

  test('a value may be missing where training saw rows without it, and nowhere else', () => {
    const [row] = csv('a,b,color,open,day\nNA,,red,yes,1/1/2024\n');
    expect(row!.values[1]).toBeNaN();
    expect(row!.problem).toBe('column "a": found no value, expected a number');
  });

  test('every cell of a row that does not fit is named, and the rows around it are read', () => {
    const text =
      'a,b,color,open,day\n1,1,red,yes,1/1/2024\nx,1,green,maybe,13/13/2024\n2,2,blue,no,2/1/2024\n';
    const rows = csv(text);
    expect(rows.map(({ problem }) => problem === undefined)).toEqual([true, false, true]);
    expect(rows[1]!.problem).toBe(
      'column "a": found "x", expected a number; column "color": found "green", expected one of "red", "blue"; ' +
        'column "open": found "maybe", expected true or false; column "day": found "13/13/2024", expected a date like 31/07/2024, with or without a time',
    );
    expect(rows[2]!.values).toEqual([2, 2, 1, 0, 2024, 1]);
  });

  test('a date in the other order says that others may be', () => {
    const [, second] = csv('a,b,color,open,day\n1,1,red,yes,05/06/2024\n1,1,red,yes,03/24/2024\n');
    expect(second!.problem).toBe(
      'column "day": found "03/24/2024", expected a date like 31/07/2024, with or without a time; if dates of the file have the month first, those up to the 12th are read wrongly too',
    );
  });

  test('a row of another length is a problem of its own', () => {
    const rows = csv('x0,x1\n1,2\n1\n1,2,3\n4,5\n', quantities(2));
    expect(rows.map(({ problem }) => problem)).toEqual([
      undefined,
      'found 1 cell, expected 2',
      'found 3 cells, expected 2',
      undefined,
    ]);
  });

  test.each<[string, string, readonly number[], Partial<Dialect>?]>([
    ['a decimal comma', 'x0;x1\n1,5;-2,25e1\n', [1.5, -22.5], { delimiter: ';', numbers: COMMAS }],
    ['a quoted decimal comma', 'x0,x1\n"1,5","2"\n', [1.5, 2], { numbers: COMMAS }],
    ['a tab', 'x0\tx1\n1\t2\n', [1, 2], { delimiter: '\t' }],
    ['a blank', 'x0 "x1"\n"1" 2\n', [1, 2], { delimiter: ' ' }],
    ['a delimiter beyond ASCII', 'x0§"x1"§n§é\n1§"2" §a«§»\n', [1, 2], { delimiter: '§' }],
    ['quotes', '"x0","x1"\n"1","2"\n', [1, 2]],
    ['single quotes', "x0,n,'x1'\n'1','it''s, \"so\"',2\n", [1, 2], { quote: "'" }],
    ['a quote within a name', 'x0,5" wide,x1\n1,7,2\n', [1, 2]],
    ['CRLF and blanks', 'x0, x1\r\n 1 , 2 \r\n', [1, 2]],
    ['CR alone', 'x0,x1\r1,2\r', [1, 2], { newline: '\r' }],
    ['no last line break', 'x0,x1\n1,2', [1, 2]],
    ['empty lines', '\n\nx0,x1\n\n1,2\n\n', [1, 2]],
    ['a line for Excel', 'sep=,\r\nx0,x1\r\n1,2\r\n', [1, 2], { hasSeparatorLine: true }],
  ])('understands %s', (_, text, values, dialect = {}) => {
    for (const piece of [1, 2, 5, 1000]) {
      const rows = read(csvIn(dialect), quantities(2), text, piece);
      const line = text.trimEnd().split(/\r\n|\r|\n/).length;
      expect(rows).toEqual([{ line, values }]);
    }
  });

  test('where the decimal mark is a comma, a point is not taken for one', () => {
    const dialect = { delimiter: ';', numbers: COMMAS } as const;
    const rows = read(csvIn(dialect), quantities(1), 'x0\n1.500\n1.500,5\n1,5\n');
    expect(rows.map(({ problem }) => problem)).toEqual([
      `column "x0": found "1.500", expected a number with a decimal comma, or ${option('decimal')}=. or ${option('thousands')}=. for points`,
      'column "x0": found "1.500,5", expected a number',
      undefined,
    ]);
  });

  test('where it is a point, commas are refused with what to say of them', () => {
    const rows = read(csvIn({ delimiter: ';' }), quantities(1), 'x0\n1,500\n1500\n');
    expect(rows.map(({ problem }) => problem)).toEqual([
      `column "x0": found "1,500", expected a number with a decimal point, or ${option('decimal')}=, or ${option('thousands')}=, for commas`,
      undefined,
    ]);
  });

  test('a row that is too long is blamed on a quote only if there is one', () => {
    const long = 'x'.repeat(2 ** 21 + 2);
    const attempt = (row: string) => () =>
      read(makeCsv, quantities(1), `x0,n\n1,a\n${row}`, 2 ** 17);
    expect(attempt(`1,"a",${long}`)).toThrow(
      /new\.csv, line 3: found a row of more than 2 MiB, expected less\. Write each row/,
    );
    expect(attempt(`1,"a","${long}`)).toThrow(
      /one pair of quotes, expected less\. Look for an unclosed quote/,
    );
  });

  test('lines are counted through line breaks in quotes', () => {
    const text = 'note,x0\n"two\nlines",1\n\nplain,2\n';
    expect(csv(text, quantities(1)).map(({ line }) => line)).toEqual([2, 5]);
  });

  test('what no row can be read from ends with one line', () => {
    expect(() => csv('x0\n1\n', quantities(2))).toThrow(
      /^In new\.csv, found no column "x1", expected [^;]+; the file's are "x0"\./,
    );
    expect(() => csv('x0,x0\n1,1\n', quantities(1))).toThrow('column "x0": found the column twice');
    expect(() => csv('x0\n', quantities(1))).toThrow('found no rows, expected a header');
    expect(() => csv('', quantities(1))).toThrow(DataValidationError);
    expect(() => csv('x0\n"1\n', quantities(1))).toThrow('that is never closed');
    expect(() => csv('x0\n"1"2\n', quantities(1))).toThrow('text behind the closing quote');
  });

  test('any numbers are read as they are written, however the file is cut into pieces', () => {
    const cell = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.integer(),
      fc
        .double({ min: -1000, max: 1000, noNaN: true })
        .map((value) => Number(value.toFixed(3)) + 0),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, piece, newline) => {
          const text = ['x0,x1', ...rows.map((row) => row.join(','))].join(newline);
          const found = read(makeCsv, quantities(2), text, piece);
          expect(found.map(({ values }) => values)).toEqual(rows);
        },
      ),
    );
  });

  test('whatever the bytes are, reading ends, with rows or an error of one line', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const reader = new RowReader(quantities(1), {
          source: 'new.csv',
          onBatch: () => undefined,
        });
        const scanner = new TextScanner('new.csv', { format: 'csv' }, reader);
        try {
          scanner.push(Buffer.concat([Buffer.from('x0,n\n'), bytes]));
          scanner.end();
          reader.end();
        } catch (error) {
          expect(error).toBeInstanceOf(DataValidationError);
          expect((error as Error).message).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });

  test('the pieces of a file do not matter, quotes and all', () => {
    const part = fc.constantFrom('"', '""', ',', '\n', '\r', '\r\n', '1', '2.5', 'é', ' ');
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (parts, piece) => {
          const text = `x0,n\n${parts.join('')}`;
          const attempt = (length: number) => {
            try {
              return read(makeCsv, quantities(1), text, length);
            } catch (error) {
              return (error as Error).message;
            }
          };
          expect(attempt(piece)).toEqual(attempt(1000));
        },
      ),
      { examples: [[['""', ' ', '"'], 1]] },
    );
  });
});

describe('JSON Lines by a schema', () => {
  const row = { a: 1, b: null, color: 'red', open: true, day: '2024-03-01' };

  test('members are read by name, and others are left aside', () => {
    const [first] = json(`${JSON.stringify({ ...row, id: 7 })}\n`);
    expect(first!.values).toEqual([1, NaN, 0, 1, 2024, 3]);
    expect(first!.problem).toBeUndefined();
  });

  test('nothing is converted, as in the service', () => {
    const rows = json(
      [{ ...row, a: '1' }, { ...row, color: 1 }, { b: 1 }, [1, 2]]
        .map((one) => JSON.stringify(one))
        .concat('{"a":')
        .join('\n'),
    );
    expect(rows.map(({ problem }) => problem?.slice(0, 40))).toEqual([
      'column "a": found "1", expected a number',
      'column "color": found 1, expected one of',
      'column "a": found no value, expected a n',
      'found JSON that is not an object, expect',
      'found text that is not JSON, expected an',
    ]);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
  });

  test('a file without rows is refused', () => {
    expect(() => json('\n \n')).toThrow(DataValidationError);
  });
});

test('a file without rows but those that are left out is refused by that name', () => {
  const reader = new RowReader(quantities(1), { source: 'new.csv', onBatch: () => undefined });
  const scanner = new TextScanner('new.csv', { skipRowsAfterHeader: 9 }, reader);
  scanner.push(Buffer.from('x0\ncm\n'));
  scanner.end();
  expect(() => reader.end()).toThrow('found nothing below the header and 9 rows that');
});

test.each<[string, Make, string]>([
  ['CSV', makeCsv, 'color\nred\n pink \n(other)\n\npink\nblue\nteal\n'],
  ['JSON Lines', makeJson, '{"color":"red"}\n{"color":"pink"}\n{"color":"pink"}\n{"color":7}\n'],
])('levels of %s that count as another one are a notice', (_, make, text) => {
  const color = { levels: ['red', 'blue', '(other)'], counts: [5, 5, 0], missing: 0, other: true };
  const schema = parseSchema({
    ...quantities(1),
    features: [{ kind: 'categorical', name: 'color', ...color }],
  });
  const notices: string[] = [];
  const onNotice = (notice: string) => notices.push(notice);
  const reader = new RowReader(schema, { source: 'new', onBatch: () => undefined, onNotice });
  const scanner = make(reader);
  scanner.push(Buffer.from(text));
  scanner.end();
  reader.end();
  expect(notices).toEqual([
    'Levels of "color" that the model does not list, such as "pink", count as "(other)" in 3 rows of new.',
  ]);
});

test('a number is no code of a level: none of any value makes a notice', () => {
  const numbers = [-1, -0, 0, 1, 2, 1e300].map(String);
  const notices: string[] = [];
  const onNotice = (notice: string) => notices.push(notice);
  const schema = parseSchema(quantities(1));
  for (const [make, text] of [
    [makeCsv, ['x0', ...numbers].join('\n')],
    [makeJson, numbers.map((number) => `{"x0":${number}}`).join('\n')],
  ] as const) {
    const reader = new RowReader(schema, { source: 'new', onBatch: () => undefined, onNotice });
    const scanner = make(reader);
    scanner.push(Buffer.from(`${text}\n`));
    scanner.end();
    reader.end();
  }
  expect(notices).toEqual([]);
});
