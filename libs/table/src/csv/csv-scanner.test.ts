import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { CsvRowsSink, pushText } from '../../test/rows.ts';
import { CsvScanner } from './csv-scanner.ts';
import type { Separation } from './csv-scanner.ts';
import { describeProblem } from './csv-problem.ts';
import { PieceText } from './piece-text.ts';
import { plainDecimal } from './plain-decimal.ts';

const COMMON: Separation = { delimiter: ',', quote: '"', newline: '\n' };

function scan(text: string, separation: Partial<Separation> = {}, piece = 5): CsvRowsSink {
  const sink = new CsvRowsSink();
  const scanner = new CsvScanner({ ...COMMON, ...separation }, sink);
  pushText(scanner, text, piece);
  scanner.end();
  return sink;
}

const cellsOf = (text: string, separation?: Partial<Separation>, piece?: number) =>
  scan(text, separation, piece).rows.map(({ cells }) => cells);

describe('cells of CSV', () => {
  test.each<[string, string[][], Partial<Separation>?]>([
    ['', []],
    ['\n\r\n', []],
    ['a,b', [['a', 'b']]],
    [',', [['', '']]],
    ['a\n""\n\nb', [['a'], [''], ['b']]],
    ['"a\n,""b"""', [['a\n,"b"']]],
    [
      'a,b\r\n1,"2"\r\n3,4\n5,\r',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', ''],
      ],
    ],
    ['a,\rb\n', [['a', '\rb']]],
    [
      'a,"b"\r1,2\n\r',
      [
        ['a', 'b'],
        ['1', '2\n'],
      ],
      { newline: '\r' },
    ],
    ['"a" \t,"b"  \n', [['a', 'b']]],
    ['"a"\t"b" \t1', [['a', 'b', '1']], { delimiter: '\t' }],
    ['"a" "b"\n', [['a', 'b']], { delimiter: ' ' }],
    ['5" wide, "x"\n', [['5" wide', 'x']]],
    ['a, "b, ""c""" ,\t"d"\n', [['a', 'b, "c"', 'd']]],
    ['a, "b" c, "d"', [['a', ' "b" c', 'd']]],
    [
      'a, "b\n1, c"\n',
      [
        ['a', ' "b'],
        ['1', ' c"'],
      ],
    ],
    [' "a" \r\n "b', [['a'], [' "b']]],
    ['a,b\n \t\n1,\n\n  \r\n" "\n', [['a', 'b'], ['1', ''], [' ']]],
    ['a\n \n1\n', [['a'], [' '], ['1']]],
    ['"a" §«§»\n', [['a', '«', '»']], { delimiter: '§' }],
    ["'it''s',\"b\"", [["it's", '"b"']], { quote: "'" }],
  ])('%j', (text, rows, separation) => {
    for (const piece of [1, 2, 3, 1_000]) expect(cellsOf(text, separation, piece)).toEqual(rows);
  });

  test('come back as they were written, in any dialect and in pieces of any size', () => {
    const delimiter = fc.constantFrom(',', ';', '\t', '|', ' ', '§', '→', '😀');
    const quote = fc.constantFrom('"', "'");
    const character = fc.constantFrom(...'"\',;\t|§→😀\n\r ab9é✓'.split(/(?:)/u), '\u00a0');
    const cell = fc.tuple(fc.string({ unit: character, maxLength: 6 }), fc.boolean());
    const row = fc.array(cell, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 6 }),
        fc.record({ delimiter, quote, newline: fc.constantFrom('\n', '\r', '\r\n') }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (rows, separation, piece, hasLastBreak) => {
          const quoted = (text: string) =>
            separation.quote +
            text.replaceAll(separation.quote, separation.quote.repeat(2)) +
            separation.quote;
          const isPlain = (text: string) =>
            text.trim() !== '' && // a line of blanks is no row
            !/[\r\n]/.test(text) &&
            !text.trimStart().startsWith(separation.quote) &&
            !text.includes(separation.delimiter);
          const lines = rows.map((cells) =>
            cells
              .map(([text, isQuoted]) => (isQuoted || !isPlain(text) ? quoted(text) : text))
              .join(separation.delimiter),
          );
          const text = lines.join(separation.newline) + (hasLastBreak ? separation.newline : '');
          const { rows: found, problems } = scan(text, separation, piece);
          expect(problems).toEqual([]);
          expect(found.map(({ cells }) => cells)).toEqual(
            rows.map((cells) => cells.map(([each]) => each)),
          );
          expect(found.map(({ line }) => line)).toEqual(linesOf(lines));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  /** Where each row starts. */
  function linesOf(rows: readonly string[]): number[] {
    let line = 1;
    return rows.map((row) => {
      const start = line;
      line += 1 + (row.match(/\r\n|\r|\n/g) ?? []).length;
      return start;
    });
  }

  test('more than there were in any row before have room', () => {
    const row = Array.from({ length: 1_000 }, (_, i) => `${i}é`);
    expect(cellsOf(`a\n${row.join()}\n`, {}, 900)).toEqual([['a'], row]);
  });
});

describe('what is wrong with CSV', () => {
  const LONG = 'x'.repeat(2 ** 21);

  test.each<[string, string[]]>([
    ['a\n"', ['2: open-quote']],
    ['a\n\n"b"c\n"d""', ['3: text-behind-quote', '4: open-quote']],
    ['"""', ['1: open-quote']],
    [`a\n${LONG}y\nb`, ['2: long-row']],
  ])('%.20j', (text, problems) => {
    expect(scan(text, {}, 2 ** 22).problems).toEqual(problems);
  });

  test('a row that goes on and on is refused before it ends, and within quotes as that', () => {
    const rows = new CsvScanner(COMMON, new CsvRowsSink());
    expect(rows).toBeDefined();
    expect(scan(`a\n${LONG},y`, {}, 2 ** 19).problems[0]).toBe('2: long-row');
    expect(scan(`a\n"${LONG}y`, {}, 2 ** 19).problems[0]).toBe('2: long-quote');
  });

  test.each(['open-quote', 'text-behind-quote', 'long-row', 'long-quote'] as const)(
    '%s is said in words with a remedy',
    (problem) => {
      const [found, expected, remedy] = describeProblem(problem, "'");
      expect(`found ${found}, expected ${expected}. ${remedy}`).toMatch(
        /^found (a|text) .+, expected \w.+\. [A-Z].+\.$/,
      );
    },
  );

  test('whatever the text, pieces do not matter', () => {
    const part = fc.constantFrom('"', '""', ',', '\n', '\r', '\r\n', '1', '2.5', 'é', ' ');
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r'),
        (parts, piece, newline) => {
          const text = parts.join('');
          expect(scan(text, { newline }, piece)).toEqual(scan(text, { newline }, 1_000));
        },
      ),
      { numRuns: 1_000, examples: [[['""', ' ', '"'], 1, '\n']] },
    );
  });
});

test('text is cut by offsets of its bytes, forwards and backwards', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.array(fc.nat({ max: 30 }), { minLength: 2, maxLength: 8 }),
      (text, places) => {
        const offsets = [0];
        for (const character of text) offsets.push(offsets.at(-1)! + Buffer.byteLength(character));
        const bytes = Buffer.from(text);
        const piece = new PieceText();
        piece.set(bytes);
        for (const place of places) {
          const from = offsets[place % offsets.length]!;
          const to = offsets[offsets.length - 1]!;
          expect(piece.slice(from, to)).toBe(bytes.toString('utf8', from, to));
        }
      },
    ),
  );
});

test('plain decimals are what Number reads', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer().map(String),
    fc.stringMatching(/^[ \t]?[+-]?\d{0,17}[.,]?\d{0,4}[ex]?$/),
  );
  fc.assert(
    fc.property(number, fc.constantFrom('.', ','), (text, mark) => {
      const bytes = Buffer.from(`7${text}7`);
      const found = plainDecimal(bytes, 1, bytes.length - 1, mark.charCodeAt(0));
      if (Number.isNaN(found)) expect(text).not.toMatch(/^-?\d{1,15}$/);
      else expect(found).toBe(Number(text.replace(mark, '.')) + 0);
    }),
  );
});
