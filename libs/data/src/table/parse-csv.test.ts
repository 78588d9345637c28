import { anyText } from '@lambda-forest/text/any-text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { option } from '@lambda-forest/text';

import { DataValidationError } from '@lambda-forest/table';

import { cellsOf, namedColumns, read, refusal, rowsOf } from '../../test/support.ts';
import { parseCsv, parseTable } from '../index.ts';

const source = 'table.csv';

describe('a well-formed file', () => {
  test('is its header, its cells and the lines where rows start', () => {
    const table = read('a,b\n1,x\n2,y\n');
    expect(table.source).toBe(source);
    expect(table.header).toEqual(['a', 'b']);
    expect(table.columns.map(cellsOf)).toEqual([
      ['1', '2'],
      ['x', 'y'],
    ]);
    expect([...table.lines]).toEqual([2, 3]);
  });

  test('may end its lines with LF, CRLF or CR, even mixed, and the last one with nothing', () => {
    for (const text of ['a,b\n1,2\n3,4', 'a,b\r\n1,2\r\n3,4\r\n', 'a,b\r1,2\r3,4\r']) {
      expect(rowsOf(read(text))).toEqual([
        ['1', '2'],
        ['3', '4'],
      ]);
    }
    const mixed = read('a,b\r\n1,2\n3,4\r\n5,6\n');
    expect(cellsOf(mixed.columns[1]!)).toEqual(['2', '4', '6']);
    expect([...mixed.lines]).toEqual([2, 3, 4]);
  });

  test('may have a byte order mark and empty lines, which are no rows but count as lines', () => {
    const table = read('\uFEFFa,b\n\n1,2\n\n\n3,4\n\n');
    expect(table.header).toEqual(['a', 'b']);
    expect([...table.lines]).toEqual([3, 6]);
  });

  test('may quote cells with commas, doubled quotes and newlines, which count as lines', () => {
    const table = read('a,b\r\n"1,5","say ""hi"""\r\n"two\r\nlines","and\nthree\nmore"\r\n7,8');
    expect(rowsOf(table)).toEqual([
      ['1,5', 'say "hi"'],
      ['two\r\nlines', 'and\nthree\nmore'],
      ['7', '8'],
    ]);
    expect([...table.lines]).toEqual([2, 3, 7]);
  });

  test('keeps blanks of cells and trims those of names', () => {
    const table = read(' a , b\n 1 ,\t2\n');
    expect(table.header).toEqual(['a', 'b']);
    expect(rowsOf(table)).toEqual([[' 1 ', '\t2']]);
  });

  test('is read the same from the middle of a larger buffer, which stays as it was', () => {
    const bytes = new TextEncoder().encode('noise\uFEFFa,b\n1,2\n"noise');
    const copy = bytes.slice();
    const middle = bytes.subarray(5, bytes.length - 6);
    expect(rowsOf(parseCsv(middle, { source }))).toEqual([['1', '2']]);
    expect(bytes).toEqual(copy);
  });
});

test('Ctrl-Z at the end of CSV is no part of the text', () => {
  expect(read('a,b\r\n1,2\r\n\u001a').rowCount).toBe(1);
  expect(read('a,b\n1,x\u001a\u001a').columns[1]).toMatchObject({ words: ['x'] });
  expect(() => read('a,b\n\u001a\n1,2\n')).toThrow('found 1 cell, expected 2');
});

describe('a malformed file is refused with its place', () => {
  test.each([
    ['nothing', ''],
    ['only a byte order mark', '\uFEFF'],
    ['only empty lines', '\n\r\n\n'],
  ])('%s', (_, text) => {
    expect(refusal(() => read(text)).message).toBe(
      'In table.csv, found an empty file, expected a header and rows. ' +
        'Give it named columns and at least one row.',
    );
  });

  test('a header alone', () => {
    expect(refusal(() => read('a,b\n')).message).toMatch(/found a header without rows/);
    for (const [end, name] of [
      ['\u0085', 'U+0085'],
      ['\u2028', 'U+2028'],
      ['\v', 'U+000B'],
      ['\u001e', 'U+001E'],
    ] as const) {
      for (const row of ['3,4', '1,2']) {
        const { message } = refusal(() => read(['a,b', '1,2', row, ''].join(end)));
        expect(message).toContain(`its names have ${name}, which ends lines in some programs`);
      }
    }
    for (const names of [
      'Name…',
      'a…,b',
      'a,b…,c…,d',
      'a,b\vc,d,e,f',
      'a,b\vx',
      'more…,and more…',
    ]) {
      const error = refusal(() => read(`${names}\n`));
      expect(error.message).not.toContain('ends lines');
    }
  });

  test('a row of numbers in the header’s place, but not whole numbers as names', () => {
    const error = refusal(() => read('5.1,3.5,1.4,0\n4.9,3,1.4,0\n'));
    expect(error.message).toMatch(/line 1: found 4 numbers, expected the names of the columns/);
    expect(read('0,1,2\n5.1,3.5,1').header).toEqual(['0', '1', '2']);
  });

  test('repeated names, all at once', () => {
    const error = refusal(() => read('a, ,b,a ,b\n1,2,3,4,5\n'));
    expect(error.issues).toEqual([
      {
        row: 1,
        column: 'a',
        message: 'found the name "a" for columns 1 and 4, expected distinct names',
      },
      {
        row: 1,
        column: 'b',
        message: 'found the name "b" for columns 3 and 5, expected distinct names',
      },
    ]);
    expect(error.message).toContain('Give every column its own name');
  });

  test('ragged rows, by their line, all at once', () => {
    const error = refusal(() => read('a,b\n"1\n",2\n3\n4,5\n\n6,7,8\n'));
    expect(error.issues).toEqual([
      { row: 4, message: 'found 1 cell, expected 2 as in the header' },
      { row: 7, message: 'found 3 cells, expected 2 as in the header' },
    ]);
    expect(error.message).toMatch(/^Found 2 problems in table.csv: line 4: found 1 cell/);
  });

  test.each([
    [',', 'quote cells that contain commas'],
    [';', 'quote cells that contain semicolons'],
    ['\t', 'quote cells that contain tabs'],
    ['§', 'quote cells that contain the character "§"'],
  ])('with a remedy that names what separates cells: %j', (delimiter, advice) => {
    const text = ['a,b,c', '1,2,3', '4,5,6', '7,8'].join('\n').replaceAll(',', delimiter);
    const error = refusal(() => parseTable(Buffer.from(text), { source, delimiter }));
    expect(error.remedy).toContain(advice);
  });

  test('at most twenty issues are listed and the rest are counted', () => {
    const rows = Array.from({ length: 33 }, (_, i) => '1,'.repeat(i + 2));
    const error = refusal(() => read(`a,b\n${rows.join('\n')}`));
    expect(error.issues).toHaveLength(20);
    expect(error.issueCount).toBe(33);
    expect(error.message).toMatch(
      /^Found 33 problems .*; and 30 more\. If the names.* Give every row/,
    );
  });

  test.each([
    ['Report 2024\n\na;b;y\n', 'line 3 and 20 more rows: found 3 cells, expected 1', 2],
    ['# tool 1.2, 2024\na,b,y\n', 'line 2 and 20 more rows: found 3 cells, expected 2', 1],
    ['Report;;\na;b;y\n', 'line 1: found the name "Report" alone for 3 columns', undefined],
    [';;\nReport;;\na;b;y\n', 'line 1: found no name for 3 columns', 1],
    [';\na;y\n', 'line 1: found no name for 2 columns', 1],
    ['Report;\n;\na;y\n', 'line 1: found the name "Report" alone for 2 columns', undefined],
  ])('a title above the header, with what leaves it out: %j', (head, message, lines) => {
    const separator = head.includes(';') ? ';' : ',';
    const rows = Array.from({ length: 20 }, (_, i) => [i, i / 2, 'x'].join(separator));
    const error = refusal(() =>
      read(head + rows.join('\n').replaceAll('.', separator === ';' ? ',' : '.')),
    );
    expect(error.message).toContain(message);
    const given = lines === undefined ? '' : `=${lines}`;
    expect(error.remedy).toContain(`${option('skip-rows')}${given}`);
  });

  test('what is the same in many rows is one issue with their number', () => {
    const error = refusal(() => read(`a,b\n${'1\n'.repeat(33)}`));
    expect(error.issueCount).toBe(33);
    expect(error.message).toMatch(
      /^In table.csv, line 2 and 32 more rows: found 1 cell, expected 2/,
    );
  });

  test('a quote that is never closed, by the line of its row', () => {
    const error = refusal(() => read('a,b\r\n"x\r\ny",1\r\n\r\n2,"open\r\n3,4\r\n'));
    expect(error.issues).toEqual([
      {
        row: 5,
        message: 'found a quote that is never closed, expected another that closes it',
      },
    ]);
    expect(refusal(() => read('"a,b\n1,2\n')).issues[0]).toMatchObject({ row: 1 });
  });

  test('text behind the closing quote of a cell', () => {
    expect(refusal(() => read('a,b\n1,2\n"x"y,3\n')).issues).toEqual([
      { row: 3, message: expect.stringMatching(/found text behind the closing quote/) as string },
    ]);
  });

  test('but a quote inside a cell that has none around it is a character like others', () => {
    expect(rowsOf(read('a,b\n1,5" pipe\n'))).toEqual([['1', '5" pipe']]);
  });

  test('a row that is far too long, as an unclosed quote makes one', () => {
    const error = refusal(() => read(`a,b\n1,"${'2,3\n'.repeat(2 ** 19 + 1)}`));
    expect(error.message).toMatch(
      /line 2: found a row of more than 2 MiB, mostly in one pair of quotes, expected less\. Look for an unclosed quote/,
    );
  });

  test('a row that is far too long without a quote is not blamed on one', () => {
    const error = refusal(() => read(`a,b\n1,"x"\n"2",${'y'.repeat(2 ** 21)}`));
    expect(error.message).toMatch(
      /line 3: found a row of more than 2 MiB, expected less\. Write each row on its line/,
    );
  });

  test('NUL bytes, by the line of the first one: UTF-16 without a mark, zeros, a class with one', () => {
    const message =
      'found a NUL byte, expected text: the file is binary, or UTF-16 without a byte order mark';
    const issueOf = (bytes: Uint8Array) => refusal(() => parseCsv(bytes, { source })).issues;
    expect(issueOf(Buffer.from('a,b\n1,2\n', 'utf16le'))).toEqual([{ row: 1, message }]);
    expect(issueOf(Buffer.from('a,b\n\u00E9,2\n', 'utf16le'))).toEqual([{ row: 1, message }]);
    expect(issueOf(new Uint8Array(5000))).toEqual([{ row: 1, message }]);
    expect(issueOf(Buffer.from('x,y\n1,a\n2,b\0\n3,c\0\n'))).toEqual([{ row: 3, message }]);
    const rare = refusal(() => read(`x,y\n${'1,2\n'.repeat(30)}1,\0\n`));
    expect(rare.issues).toEqual([{ row: 32, message: 'found a NUL byte, expected text' }]);
    expect(rare.remedy).toBe("Take it out, as with tr -d '\\000' < FILE > table.csv.");
    expect(refusal(() => read('x,y\n1,\0\n')).remedy).toBe(
      `Save the file as UTF-8 text, or name its encoding with ${option('encoding')}, such as utf-16le.`,
    );
  });

  test('and the name of the file is shown without controls', () => {
    const error = refusal(() => parseCsv(new Uint8Array(), { source: 'a\u001B[2J\u202E.csv' }));
    expect(error.message).toMatch(/^In a\\u\{1b\}\[2J\\u\{202e\}\.csv, found an empty file/);
  });

  test('bytes that are not UTF-8 though the text starts as that, by their line', () => {
    const start = Buffer.from(`a,b\n${'1,é\n'.repeat(80_000)}`);
    const bytes = Buffer.concat([start, Buffer.from('caf\u00e9,3\n', 'latin1')]);
    const error = refusal(() => parseCsv(bytes, { source }));
    expect(error.issues).toEqual([{ row: 80_002, message: 'found bytes that are not UTF-8 text' }]);
    const cut = new Uint8Array([0x61, 0x0a, 0xe2, 0x81]);
    expect(refusal(() => parseCsv(cut, { source })).issues[0]).toMatchObject({ row: 2 });
  });
});

/** Any text that UTF-8 can write but NUL, and often the characters that mean something in CSV. */
const cell = fc.oneof(
  anyText().map((text) => text.replaceAll('\0', '')),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', '\u0001', 'a', '\uFEFF') }),
);

const tables = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 8 }))
  .chain(([width, height]) => {
    const row = fc.array(cell, { minLength: width, maxLength: width });
    const name = cell
      .map((text) => text.trim())
      .filter((text) => text !== '' && Number.isNaN(+text));
    return fc.record({
      header: fc.uniqueArray(name, { minLength: width, maxLength: width }),
      rows: fc.array(row, { minLength: height, maxLength: height }),
      newline: fc.constantFrom('\n', '\r\n', '\r'),
      mark: fc.constantFrom('', '\uFEFF'),
      end: fc.boolean(),
    });
  })
  // Before LF, a CR at the end of a row belongs to the line's end.
  .filter(
    ({ rows, newline }) => newline !== '\r\n' || !rows.some((row) => row.at(-1)!.endsWith('\r')),
  );

/** What cells of random characters would make a guess at. */
const DIALECT = { format: 'csv', delimiter: ',', quote: '"' } as const;

test('any table of any text, written with quotes and read back, is equal', () => {
  fc.assert(
    fc.property(tables, ({ header, rows, newline, mark, end }) => {
      const lines = [header, ...rows].map((cells) =>
        cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','),
      );
      const text = mark + lines.join(newline) + (end ? newline : '');
      const table = parseTable(Buffer.from(text), { source, ...DIALECT });
      expect(table.header).toEqual(header);
      expect(rowsOf(table)).toEqual(rows);
    }),
    { numRuns: 300 },
  );
});

test('each row starts on the line that is named, whatever newlines the cells before it hold', () => {
  fc.assert(
    fc.property(tables, ({ header, rows, newline }) => {
      const write = (cells: string[]) =>
        cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
      const text = [header, ...rows].map(write).join(newline);
      const table = parseTable(Buffer.from(text), { source, ...DIALECT });
      for (const [i, line] of table.lines.entries()) {
        const before = [header, ...rows.slice(0, i)].map((cells) => write(cells) + newline);
        expect(line).toBe(before.join('').split(/\r\n|\n|\r/).length);
      }
    }),
  );
});

test('whatever the bytes, the reader returns a whole table or throws a DataValidationError', () => {
  const csvBytes = fc.array(fc.constantFrom(...Buffer.from('ab1,,""\n\n\r \u0001\uFEFF\u20AC')), {
    maxLength: 60,
  });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    csvBytes.map((list) => Uint8Array.from(list)),
  );
  fc.assert(
    fc.property(bytes, (input) => {
      try {
        const table = parseCsv(input, { source });
        expect(table.columns).toHaveLength(table.header.length);
        expect(table.lines).toHaveLength(table.rowCount);
        for (const column of namedColumns(table)) {
          expect(cellsOf(column)).toHaveLength(table.rowCount);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(DataValidationError);
      }
    }),
    { numRuns: 2000 },
  );
});
