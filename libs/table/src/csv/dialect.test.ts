import { PLAIN_NUMBERS } from '@lambda-forest/schema';
import { option } from '@lambda-forest/text';
import { expect, test } from 'vitest';

import { DIALECTS, SEPARATORS } from '../../cases/dialects.ts';
import { CsvRowsSink } from '../../test/rows.ts';
import {
  describeDialect,
  guessSeparator,
  numberFormats,
  raggedRemedy,
  TextScanner,
} from '../index.ts';
import type { Dialect, TextChoice } from '../index.ts';
import { scanCsvText } from './scan-csv-text.ts';

function scan(text: string, choice: TextChoice = {}, piece = text.length) {
  const rows = new CsvRowsSink();
  const dialects: Dialect[] = [];
  const scanner = new TextScanner('table', choice, {
    csv(found) {
      dialects.push(found);
      return rows;
    },
    jsonLines: () => expect.unreachable(),
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += piece) scanner.push(bytes.subarray(at, at + piece));
  scanner.end();
  return { dialect: dialects[0]!, rows: rows.rows };
}

function withNumbers({ plain, ...dialect }: Dialect) {
  return { ...dialect, ...plain?.() };
}

test.each(DIALECTS)('$text is $is', ({ text, is, formats = {}, choice }) => {
  const { dialect, rows } = scan(text, choice);
  const formatOf = numberFormats(dialect);
  const columns = rows[0]!.cells.map((name, i) => ({ name, format: formatOf(i) }));
  expect(describeDialect(dialect, columns)).toBe(is);
  for (const { name, format } of columns) expect(format).toEqual(formats[name] ?? PLAIN_NUMBERS);
});

test.each(['\n', '\r', '\r\n'])('lines that are left out end with %j, in any pieces', (newline) => {
  // What ends a line is found out below the title: a CR within the sample.
  const title = 'x'.repeat(newline === '\r' ? 1_000 : 300_000);
  const text = [title, 'a "title"', 'a,b', 'cm,kg', '1,2', '3,4', ''].join(newline);
  const choice = { skipRows: 2, skipRowsAfterHeader: 1, delimiter: ',' };
  const expected = [
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ];
  for (const piece of [7_001, 400_000]) {
    expect(scan(text, choice, piece).rows.map(({ cells }) => cells)).toEqual(expected);
  }
});

test('a text in memory is read as a file is', () => {
  for (const { text } of DIALECTS.filter(({ choice }) => choice === undefined)) {
    const { dialect, rows } = scan(text);
    const sink = scanCsvText(`\ufeff${text}`, (found) => {
      expect(withNumbers(found)).toEqual(withNumbers(dialect));
      return new CsvRowsSink();
    });
    expect(sink.rows).toEqual(rows);
  }
});

test('the remedy for another number of cells says what may be the reason', () => {
  const remedy = (
    ...[delimiter, length, ...rest]: [string, number, number, boolean?, ...string[]]
  ) => {
    const [columns, isFirst = false, text = '', names = 'a'] = rest;
    const dialect = { ...scan('a,b\n').dialect, delimiter };
    return raggedRemedy(dialect, { line: 3, length }, columns, isFirst, names, text);
  };
  expect(remedy(';', 2, 3)).toContain('quote cells that contain semicolons; if');
  expect(remedy('§', 4, 3)).toContain('the character "§"; where each row has one more');
  expect(remedy('\t', 1, 3, true, '1,2,3')).toContain('alike: by tabs or by commas');
  expect(remedy(',', 1, 3, true, 'a long note')).toContain('quote cells');
  expect(remedy(',', 3, 1, true)).toMatch(RegExp(`${option('skip-rows')}=2.*else than commas`));
  expect(remedy(',', 1, 3, false, '24 rows')).toContain('If the line is a note, take it out.');
  expect(remedy(',', 4, 3, false, 'a,b\\,c,d')).toContain('a backslash before them does not count');
  expect(remedy(',', 3, 1, true, '1,5:2:3', 'x:y:z')).toMatch(/; if ":" separates the cells, say/);
});

test.each(SEPARATORS)('in %j %s is seen', (lines, said) => {
  const found = guessSeparator(lines);
  if (said === undefined) expect(found).toBeUndefined();
  else expect(`if ${found?.condition}, ${found?.remedy}`).toContain(said);
});
