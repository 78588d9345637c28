import { Buffer } from 'node:buffer';

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';

import { CsvScanner } from './csv/csv-scanner.ts';
import { DataValidationError } from './errors.ts';
import { singleIssue } from './issues/issue-list.ts';
import { isSplittable, TextPart } from './text-part.ts';
import { TextScanner } from './text-scanner.ts';
import type { TextChoice } from './sniff/sniff-text.ts';
import type { TableSinks } from './table-sinks.ts';

/** Rows as texts, whatever the format. */
class Rows implements Pick<TableSinks, 'csv' | 'jsonLines'> {
  all: string[] = [];

  csv(): ReturnType<TableSinks['csv']> {
    return {
      begin: () => undefined,
      addRow: (row) => this.all.push(row.texts().join('\u0001')),
      refuse: (problem, line) => {
        throw singleIssue('text', { message: problem, row: line }, '');
      },
    };
  }

  jsonLines(): ReturnType<TableSinks['jsonLines']> {
    return {
      addObject: (members) => this.all.push(JSON.stringify(members)),
      addOther: (_, message) => this.all.push(message),
      refuseLength: () => {
        throw new RangeError();
      },
    };
  }
}

function wholeRows(bytes: Buffer, choice: TextChoice): string[] {
  const rows = new Rows();
  const scanner = new TextScanner('text', choice, rows);
  scanner.push(bytes);
  scanner.end();
  return rows.all;
}

interface Read {
  readonly rows: readonly string[];
  readonly first: number;
  readonly next: number;
  readonly lines: number;
}

interface Border {
  readonly start: number;
  readonly end: number;
  readonly first?: number;
}

/** Undefined where the part cannot be read, as may be if it starts within quotes. */
function readPart(
  bytes: Buffer,
  border: Border,
  choice: TextChoice,
  chunk: number,
): Read | undefined {
  const rows = new Rows();
  const bounds = { ...border, size: bytes.length };
  const onNames = () => (rows.all = []);
  try {
    const part = new TextPart({ source: 'text', head: bytes, choice, bounds, onNames }, rows);
    for (let at = part.from; at < bytes.length; at += chunk) {
      if (!part.push(bytes.subarray(at, at + chunk))) break;
    }
    part.end();
    return { rows: rows.all, first: part.first!, next: part.next!, lines: part.lines };
  } catch (error) {
    if (error instanceof DataValidationError) return undefined;
    throw error;
  }
}

/** Reads all parts, and those again whose guess was wrong. */
function readInParts(bytes: Buffer, size: number, choice: TextChoice, chunk: number) {
  const borders: Border[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    borders.push({ start, end: Math.min(start + size, bytes.length) });
  }
  const rows: string[] = [];
  let next = 0;
  let lines = 0;
  let corrected = 0;
  for (const border of borders) {
    let read = readPart(bytes, border, choice, chunk);
    if (read?.first !== next) {
      corrected++;
      read = readPart(bytes, { ...border, first: next }, choice, chunk)!;
    }
    expect(read.first).toBe(next);
    ({ next } = read);
    lines += read.lines;
    rows.push(...read.rows);
  }
  expect(next).toBe(bytes.length);
  return { rows, lines, corrected };
}

const CSV = { format: 'csv', delimiter: ',', quote: '"' } as const;
const newline = fc.constantFrom('\n', '\r\n', '\r');
const cell = fc.oneof(
  fc.constantFrom('1', '2.5', '', ' x', 'é', '😀', 'a"b', "it's", '-3e5'),
  fc
    .array(fc.constantFrom('a', '""', '\n', '\r\n', ',', ';', 'é', ' '), { maxLength: 12 })
    .map((parts) => `"${parts.join('')}"`),
);
const table = fc.record({
  mark: fc.constantFrom('', '\ufeff'),
  newline,
  rows: fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 }),
  blank: fc.boolean(),
  isEnded: fc.boolean(),
});

test('every row of CSV is in one part, whatever quotes and line breaks there are', () => {
  let corrected = 0;
  fc.assert(
    fc.property(
      table,
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 50 }),
      fc.nat(2),
      (given, size, chunk, skipRowsAfterHeader) => {
        const lines = ['first,second,third', ...given.rows.map((row) => row.join(','))];
        if (given.blank) lines.splice(2, 0, '');
        const end = given.isEnded ? given.newline : '';
        const bytes = Buffer.from(given.mark + lines.join(given.newline) + end);
        const choice = { format: 'csv', delimiter: ',', quote: '"', skipRowsAfterHeader } as const;
        fc.pre(isSplittable(bytes, bytes.length, choice));
        const parts = readInParts(bytes, size, choice, chunk);
        expect(parts.rows).toEqual(wholeRows(bytes, choice));
        corrected += parts.corrected;
      },
    ),
  );
  expect(corrected).toBeGreaterThan(0);
});

test.each([
  ['a row', (cell: string) => `a,b\n1,${cell}\n2,3\n`],
  ['a header', (cell: string) => `a,${cell}\n1,2\n2,3\n`],
])('a long cell in quotes is read about once, in %s', (_, textOf) => {
  const bytes = Buffer.from(textOf(`"${'z\n'.repeat(100_000)}"`));
  const searched = vi.spyOn(CsvScanner.prototype, 'push');
  const searchedRow = vi.spyOn(CsvScanner.prototype, 'pushRow');
  const { rows } = readInParts(bytes, 50_000, CSV, 65_536);
  expect(rows).toEqual(wholeRows(bytes, CSV));
  // Each of the parts reads on from its border, in a handful of chunks.
  expect(searched.mock.calls.length + searchedRow.mock.calls.length).toBeLessThan(100);
  vi.restoreAllMocks();
});

test('every line of JSON Lines is in one part', () => {
  const line = fc.oneof(
    fc.constantFrom('', '{"a":1,"b":"x\\ny"}', '{"a":"é😀"}', 'no JSON', '[1]'),
    fc.dictionary(fc.string(), fc.string()).map((object) => JSON.stringify(object)),
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 30 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 50 }),
      (lines, ending, isEnded, size, chunk) => {
        const all = ['{"a":0}', ...lines].join(ending) + (isEnded ? ending : '');
        const bytes = Buffer.from(all);
        const choice = { format: 'jsonl' } as const;
        fc.pre(isSplittable(bytes, bytes.length, choice));
        const parts = readInParts(bytes, size, choice, chunk);
        expect(parts.rows).toEqual(wholeRows(bytes, choice));
        expect(parts.corrected).toBe(0);
      },
    ),
  );
});

test('lines above the header and a line for Excel are in no part', () => {
  const text = 'A title, "with a quote\n\nx;y\n1;2\n3;4\n5;6\n';
  for (const [above, choice] of [
    [text, { skipRows: 2 }],
    [`sep=;\n${text.slice(text.indexOf('x'))}`, {}],
  ] as const) {
    const bytes = Buffer.from(above);
    for (let size = 1; size < bytes.length; size++) {
      const { rows, lines } = readInParts(bytes, size, choice, 7);
      expect(rows).toEqual(['1\u00012', '3\u00014', '5\u00016']);
      expect(lines).toBe(above.split('\n').length - 1);
    }
  }
});

test.each([
  ['UTF-8', Buffer.from('a,b\n1,2\n'), {}, true],
  ['windows-1252', Buffer.from('a,b\n1,\xe9\n', 'latin1'), {}, true],
  ['UTF-16', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'), {}, false],
  ['ISO-2022-JP', Buffer.from('a,b\n1,2\n'), { encoding: 'iso-2022-jp' }, false],
  ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 10]), {}, false],
  ['Parquet', Buffer.from('PAR1\x15\0'), {}, false],
  ['a list of JSON', Buffer.from('[\n{"a":1}\n]'), {}, false],
  ['a header that is not over', Buffer.from('a,b'), {}, false],
  ['fewer rows than are left out', Buffer.from('a,b\n1,2\n'), { skipRowsAfterHeader: 2 }, false],
  ['no bytes', Buffer.from(''), {}, false],
])('knows whether it can be read in parts: %s', (_, bytes, choice, expected) => {
  expect(isSplittable(bytes, bytes.length, choice)).toBe(expected);
});
