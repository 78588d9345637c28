import { anyText } from '@lambda-forest/text/any-text';
import * as fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';

import { DataValidationError } from '@lambda-forest/table';

import { cellsOf, namedColumns, refusal, rowsOf } from '../../test/support.ts';
import { findMisreadings, parseTable, readDataset, TableReader, toDataset } from '../index.ts';
import type { Table, TableReaderOptions } from '../index.ts';

const source = 'table';

function parse(text: string, options: TableReaderOptions = {}): Table {
  return parseTable(new TextEncoder().encode(text), { source, ...options });
}

const formatOf = (table: Table) => table.parts[0]!.format;

describe('what a text is like is found out:', () => {
  test.each<[string, string, string]>([
    ['commas', 'a,b\n1.5,x\n2,y\n', 'CSV separated by ",", UTF-8'],
    [
      'semicolons and decimal commas',
      'a;b\n1,5;x\n2;y\n',
      'CSV separated by ";", decimal comma, UTF-8',
    ],
    ['semicolons and points', 'a;b\n1.5;x,y\n2;y\n', 'CSV separated by ";", UTF-8'],
    ['tabs', 'a\tb\n1.5\tx, y\n2\tz\n', 'CSV separated by tabs, UTF-8'],
    ['bars', 'a|b\n1|x;y\n', 'CSV separated by "|", UTF-8'],
    ['single quotes', "a,b\n1,'x,y'\n2,'z''s'\n", `CSV separated by ",", quoted by ', UTF-8`],
    ['quoted decimal commas', 'a,b\n"1,5",x\n2,y\n', 'CSV separated by ",", decimal comma, UTF-8'],
    ['quoted thousands, which are no numbers', 'a,b\n"1,500",x\n', 'CSV separated by ",", UTF-8'],
    ['thousands behind semicolons', 'a;b\n1,500;x\n900;y\n', 'CSV separated by ";", UTF-8'],
    [
      'three digits behind a comma that cannot be thousands',
      'a;b\n0,125;x\n1,500;y\n',
      'CSV separated by ";", decimal comma, UTF-8',
    ],
    ['bars, with commas in a name', 'a|b, c, d\n1|x\n2|y\n', 'CSV separated by "|", UTF-8'],
    [
      'semicolons, where commas would tear quotes apart',
      'a,b;c\n"x";"y,z"\n"u";"v,w"\n',
      'CSV separated by ";", UTF-8',
    ],
    ['objects', '{"a":1,"b":"x"}\n', 'JSON Lines, UTF-8'],
  ])('%s', (_, text, format) => {
    expect(formatOf(parse(text))).toBe(format);
  });

  test('a row that is too short does not make one column of all', () => {
    expect(() => parse('a;b\n1;2\n3\n')).toThrow('line 3: found 1 cell, expected 2');
  });

  test('and apostrophes are no quotes', () => {
    const table = parse("city,rain\n's-Gravenhage,1\n'tis,2\nL'Aquila,3\n");
    expect(cellsOf(table.columns[0]!)).toEqual(["'s-Gravenhage", "'tis", "L'Aquila"]);
  });

  test('unless it is said', () => {
    const table = parse('a;b,c\n1;2,3\n', { delimiter: ',' });
    expect(rowsOf(table)).toEqual([['1;2', '3']]);
    const decimal = parse('a;b\n1,500;2\n', { decimal: '.' });
    expect(decimal.formats[0]).toEqual({ decimal: '.', thousands: ',' });
    expect(rowsOf(parse("a,b\n'1',2\n", { quote: '"' }))).toEqual([["'1'", '2']]);
    expect(rowsOf(parse('{"a",b\n1,2\n', { format: 'csv', quote: "'" }))).toEqual([['1', '2']]);
  });

  test.each<[string, Buffer, string]>([
    ['UTF-8 with a mark', Buffer.from('\uFEFFa,b\né,1\n'), 'UTF-8'],
    ['UTF-16LE with a mark', Buffer.from('\uFEFFa,b\né,1\n', 'utf16le'), 'UTF-16LE'],
    ['UTF-16BE with a mark', Buffer.from('\uFEFFa,b\né,1\n', 'utf16le').swap16(), 'UTF-16BE'],
    ['Windows-1252', Buffer.from('a,b\n\xe9,1\n', 'latin1'), 'windows-1252'],
  ])('%s', (_, bytes, encoding) => {
    const table = parseTable(bytes, { source });
    expect(formatOf(table)).toContain(encoding);
    expect(rowsOf(table)).toEqual([['é', '1']]);
  });

  test('an encoding that was said is taken, and bytes that are not of it are refused', () => {
    const bytes = Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x82, 0xa0, 0x2c, 0x31]);
    expect(rowsOf(parseTable(bytes, { source, encoding: 'shift_jis' }))).toEqual([['あ', '1']]);
    const error = refusal(() => parseTable(bytes, { source, encoding: 'utf-8' }));
    expect(error.message).toContain('line 2: found bytes that are not utf-8 text');
  });
});

/** How programs encode text, with what tells it. */
const ENCODINGS: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(`\uFEFF${text}`),
  'UTF-16LE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16BE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  'windows-1252': (text) => Buffer.from(text, 'latin1'),
};

/** A table as programs write it: some numbers, some words, quotes where they are needed. */
const dialects = fc.record({
  encoding: fc.constantFrom(...Object.keys(ENCODINGS)),
  quote: fc.constantFrom('"', "'"),
  name: fc.constantFrom('wörd', 'wörd, last', 'wörd; last', 'wörd | last'),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  newline: fc.constantFrom('\n', '\r\n', '\r'),
  hasDecimalComma: fc.boolean(),
  quotesAll: fc.boolean(),
  rows: fc.array(
    fc.tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x.toFixed(2)),
      fc.stringMatching(/^([a-z]{1,3}é?){1,3}([ ,;|"\n][a-z]{1,5}){0,2}$/),
      fc.integer({ min: 0, max: 99 }).map(String),
    ),
    { minLength: 3, maxLength: 30 },
  ),
});

test('a dialect that was written is found out, and the table is equal', () => {
  fc.assert(
    fc.property(dialects, ({ encoding, quote, name, delimiter, newline, rows, ...more }) => {
      const { hasDecimalComma, quotesAll } = more;
      const isComma = hasDecimalComma && delimiter !== ',';
      const write = (cells: readonly string[]) =>
        cells
          .map((cell) =>
            quotesAll || [delimiter, quote, '\n'].some((special) => cell.includes(special))
              ? `${quote}${cell.replaceAll(quote, quote + quote)}${quote}`
              : cell,
          )
          .join(delimiter);
      const cells = rows.map(([x, word, n]) => [isComma ? x.replace('.', ',') : x, word, n]);
      const text = [['x', name, 'n'], ...cells].map(write).join(newline) + newline;
      const table = parseTable(ENCODINGS[encoding]!(text), { source });
      expect(formatOf(table)).toContain(delimiter === '\t' ? 'tabs' : `"${delimiter}"`);
      expect(formatOf(table)).toContain(encoding.split(' ')[0]);
      expect(table.header).toEqual(['x', name, 'n']);
      expect(table.formats[0]!.decimal).toBe(isComma ? ',' : '.');
      expect(rowsOf(table)).toEqual(cells);
    }),
    { numRuns: 1_000 },
  );
});

test('a file is the same table in whatever pieces it comes', () => {
  const lines = Array.from({ length: 9_000 }, (_, i) => `${i / 7},"wörd ${i % 90}, 'é'",${i % 3}`);
  const bytes = Buffer.from(`x,word,y\n${lines.join('\n')}\n`);
  const whole = parseTable(bytes, { source });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 4, maxLength: 9 }),
      (sizes) => {
        const reader = new TableReader(source);
        reader.begin(source);
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length]!;
          reader.push(bytes.subarray(at, at + size));
          at += size;
        }
        reader.end();
        const { isMissing: _, ...table } = reader.finish();
        const { isMissing: __, ...expected } = whole;
        expect(table).toEqual(expected);
      },
    ),
    { numRuns: 10 },
  );
});

test('whatever the bytes, reading ends with a whole table or a DataValidationError', () => {
  const characters = Buffer.from('{}[]":,ab1.;\t|\'\n\r \\u\uFEFF€');
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .array(fc.constantFrom(...characters), { maxLength: 90 })
      .map((list) => Uint8Array.from(list)),
  );
  fc.assert(
    fc.property(bytes, (input) => {
      try {
        const table = parseTable(input, { source });
        expect(table.columns).toHaveLength(table.header.length);
        for (const column of namedColumns(table)) {
          expect(cellsOf(column)).toHaveLength(table.rowCount);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(DataValidationError);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a megabyte of quotes or braces ends soon', () => {
  for (const text of ['"', '"a', '"a"b', '{', "'", ',"', '""', '"\n']) {
    const long = text.repeat(1_000_000 / text.length);
    expect(() => parse(`a,b\n${long}`)).toThrow(DataValidationError);
  }
});

test('any rows written as JSON Lines and read back are equal', () => {
  const value = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
    anyText(),
    fc.boolean(),
    fc.constant(null),
  );
  const rows = fc.array(fc.record({ a: value, b: value, '__proto__ c': value }), { minLength: 1 });
  fc.assert(
    fc.property(rows, (list) => {
      const table = parse(list.map((row) => JSON.stringify(row)).join('\n'), { format: 'jsonl' });
      expect(table.header).toEqual(['a', 'b', '__proto__ c']);
      const text = (cell: string | number | boolean | null) => (cell === null ? '' : String(cell));
      expect(rowsOf(table)).toEqual(list.map((row) => Object.values(row).map(text)));
    }),
  );
});

describe('JSON Lines', () => {
  test('are rows of their members: numbers, texts, booleans, null and what is not there', () => {
    const table = parse('{"a":1.5,"b":"x"}\n\n{"b":true,"c":"05","a":null}\r\n{"a":2}');
    expect(table.header).toEqual(['a', 'b', 'c']);
    expect(rowsOf(table)).toEqual([
      ['1.5', 'x', ''],
      ['', 'true', '05'],
      ['2', '', ''],
    ]);
    expect([...table.lines]).toEqual([1, 3, 4]);
    expect(table.columns[2]).toMatchObject({ hasTextNumbers: true });
  });

  test('keep the digits of a whole number that float64 does not hold', () => {
    const table = parse('{"a":9007199254740993,"b":"9007199254740993"}\n{"a":-12,"b":""}\n');
    expect(rowsOf(table)).toEqual([
      ['9007199254740993', '9007199254740993'],
      ['-12', ''],
    ]);
  });

  test('keep texts texts: a code of digits is a category', () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `{"zip":"0${i % 4}","y":"${i % 2 ? 'a' : 'b'}"}`,
    );
    expect(toDataset(parse(rows.join('\n'))).schema.features[0]).toMatchObject({
      kind: 'categorical',
      levels: ['00', '01', '02', '03'],
    });
  });

  test('with numbers beside texts that look like numbers are refused', () => {
    const rows = Array.from({ length: 9 }, (_, i) => `{"x":${i === 4 ? '"4"' : i},"y":${i % 2}}`);
    expect(() => toDataset(parse(rows.join('\n')))).toThrow(
      'column "x": found numbers, and texts that look like numbers, expected one of them',
    );
  });

  test('are not a list of objects, which is refused by that name', () => {
    expect(() => parse('[\n {"a":1},\n {"a":2}\n]\n')).toThrow('expected JSON Lines');
  });

  test('are refused with the line of what is no row', () => {
    expect(refusal(() => parse('{"a":1}\n{"a":1')).message).toContain(
      'line 2: found text that is not JSON',
    );
    const error = refusal(() => parse('{"a":1}\n[1]\n{"a":{"b":1}}\n{"a":[1,2]}\n'));
    expect(error.issues).toMatchObject([
      { row: 2, message: expect.stringContaining('not an object') as string },
      { row: 3, column: 'a', message: expect.stringContaining('an object') as string },
      { row: 4, column: 'a', message: expect.stringContaining('a list of 2 items') as string },
    ]);
    expect(() => parse('{"a":{"b":1}}\n')).toThrow("Spread what is nested over columns: jq -c '");
    expect(() => parse('{" a":1}\n')).toThrow('blanks around it');
    expect(() => parse(`{"a":"${'x'.repeat(3_000_000)}"}`)).toThrow('more than 2 MiB');
  });
});

test('more lines to leave out than there are is named', () => {
  expect(() => parse('x,y\n1,a\n', { skipRows: 9 })).toThrow('found nothing below 9 lines that');
  expect(() => parse('', {})).toThrow('found an empty file');
});

describe('several files', () => {
  const read = (...texts: string[]) => {
    const reader = new TableReader('all files', { fileFormats: [] });
    for (const [i, text] of texts.entries()) {
      reader.begin(`part-${i}.csv`);
      reader.push(Buffer.from(text));
      reader.end();
    }
    return reader.finish();
  };

  test('are one table, whatever order their columns have', () => {
    const table = read('a,b\n1,x\n2,y\n', 'b,a\nz,3\n');
    expect(rowsOf(table)).toEqual([
      ['1', 'x'],
      ['2', 'y'],
      ['3', 'z'],
    ]);
    expect(table.parts).toMatchObject([
      { source: 'part-0.csv', firstRow: 0 },
      { source: 'part-1.csv', firstRow: 2 },
    ]);
  });

  test('are named in what is wrong with a cell', () => {
    const numbers = Array.from({ length: 30 }, (_, i) => `${i},${i}\n`).join('');
    const error = refusal(() => toDataset(read(`a,y\n${numbers}`, 'a,y\nx,1\n')));
    expect(error.issues).toMatchObject([{ source: 'part-1.csv', row: 2, column: 'a', value: 'x' }]);
    expect(error.message).toContain('part-1.csv, line 2, column "a"');
  });

  test('need the same columns', () => {
    const error = refusal(() => read('a,b\n1,2\n', 'a,c\n1,2\n'));
    expect(error.issues).toMatchObject([{ column: 'b' }, { column: 'c' }]);
  });

  test.each([
    ['b', 'B'],
    ['caf\u00e9', 'cafe\u0301'],
    ['A', '\u0410'],
  ])('are told of the column %j that %j nearly is', (first, other) => {
    const error = refusal(() => read(`x,${first}\n1,2\n`, `x,${other}\n1,2\n`));
    expect(error.message).toContain(`which only looks like "${first}"`);
  });

  test('have a part each, those without a row or a name too, and these are named', () => {
    const table = read('', 'a,y\n1,x\n2,z\n3,x\n', 'a,y\n', '');
    expect(table.parts.map(({ source, firstRow }) => `${source} ${firstRow}`)).toEqual([
      'part-0.csv 0',
      'part-1.csv 0',
      'part-2.csv 3',
      'part-3.csv 3',
    ]);
    const found = findMisreadings(table, readDataset(table));
    expect(found).toMatchObject([{ message: 'part-0.csv, part-2.csv, part-3.csv have no rows' }]);
  });
});

describe('Parquet', () => {
  const when = new Date('2024-02-29T12:00:00Z');
  const write = (columnData: Parameters<typeof parquetWriteBuffer>[0]['columnData']) => {
    const file = parquetWriteBuffer({ columnData, rowGroupSize: 2 });
    return { byteLength: file.byteLength, slice: (a: number, b?: number) => file.slice(a, b) };
  };
  const read = async (file: ReturnType<typeof write>) => {
    const reader = new TableReader(source);
    await reader.readParquet(source, file);
    return reader.finish();
  };

  test('is refused where columns share a name', async () => {
    const columns = ['x', ' x'].map((name) => ({ name, data: [1, 2] }));
    await expect(read(write(columns))).rejects.toThrow('found the name "x" for columns 1 and 2');
  });

  test('may have an index of pandas, which is no feature and no target by default', async () => {
    const columns = ['x', 'id', 'y', '__index_level_1__'].map((name, i) => ({
      name,
      data: [1, 2, 3, 4].map((value) => (value * (i + 3)) % 7),
    }));
    const notes = { index_columns: ['id', '__index_level_1__', { kind: 'range' }] };
    const kvMetadata = [{ key: 'pandas', value: JSON.stringify(notes) }];
    const table = await read(parquetWriteBuffer({ columnData: columns, kvMetadata }));
    expect([...table.labels]).toEqual(['id', '__index_level_1__']);
    expect(readDataset(table).columns).toMatchObject([
      { name: 'x', role: 'feature' },
      { name: 'id', role: 'left-out', reason: 'label' },
      { name: 'y', role: 'target' },
      { name: '__index_level_1__', role: 'left-out', reason: 'label' },
    ]);
    const named = readDataset(table, { time: 'id', columns: [{ name: '__index_level_1__' }] });
    expect(named.columns.map(({ role }) => role)).not.toContain('left-out');
  });

  test('has the types that it says, group by group', async () => {
    const table = await read(
      write([
        { name: 'n', data: [1, 2, 3], type: 'INT32' },
        { name: 'x', data: [0.5, NaN, null], type: 'DOUBLE', nullable: true },
        { name: 'big', data: [1n, 2n, 3n], type: 'INT64' },
        { name: 's', data: ['a', '07', null], type: 'STRING', nullable: true },
        { name: 'b', data: [true, false, true], type: 'BOOLEAN' },
        { name: 't', data: [when, when, when], type: 'TIMESTAMP' },
      ]),
    );
    expect(rowsOf(table)).toEqual([
      ['1', '0.5', '1', 'a', 'true', '2024-02-29T12:00:00.000Z'],
      ['2', '', '2', '07', 'false', '2024-02-29T12:00:00.000Z'],
      ['3', '', '3', '', 'true', '2024-02-29T12:00:00.000Z'],
    ]);
    expect([...table.lines]).toEqual([1, 2, 3]);
    expect(formatOf(table)).toBe('Parquet');
  });

  test('has digits for a whole number that cannot be held, and does not look at what is left out', async () => {
    const file = write([
      { name: 'big', data: [1n, 2n ** 60n, 2n ** 60n + 1n], type: 'INT64' },
      { name: 'j', data: [{ a: 1 }, { a: 2 }, null], type: 'JSON', nullable: true },
    ]);
    const reader = new TableReader(source, { leaveOut: ['j'] });
    await reader.readParquet(source, file);
    const { columns, rowCount } = reader.finish();
    expect(cellsOf(columns[0]!)).toEqual(['1', '1152921504606846976', '1152921504606846977']);
    expect(rowCount).toBe(3);
  });

  test('is refused where a number is infinite, a value is nested, or the file is none', async () => {
    const wrong = write([
      { name: 'x', data: [Infinity, 1], type: 'DOUBLE' },
      { name: 'j', data: [{ a: 1 }, { a: 2 }], type: 'JSON', nullable: true },
    ]);
    await expect(read(wrong)).rejects.toMatchObject({
      issues: [
        { row: 1, column: 'x', message: 'found an infinite number, expected a finite one' },
        { column: 'j', message: expect.stringContaining('nested') as string },
      ],
      issueCount: 2,
    });
    const noise = new Uint8Array(100).buffer;
    const file = { byteLength: 100, slice: (a: number, b?: number) => noise.slice(a, b) };
    await expect(read(file)).rejects.toBeInstanceOf(DataValidationError);
  });
});
