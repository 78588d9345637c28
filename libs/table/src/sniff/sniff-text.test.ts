import { Buffer } from 'node:buffer';

import { expect, test } from 'vitest';

import {
  CSV_LIKE_FOREIGN_TEXTS,
  FOREIGN_TEXTS,
  JSON_DOCUMENTS,
  JSON_LINES_LIKE_THEM,
} from '../../cases/foreign-formats.ts';
import { refuseForeign } from './foreign.ts';
import type { Foreign } from './foreign.ts';
import { sniffText } from './sniff-text.ts';

test('tells encoding and dialect of CSV, unless they are said', () => {
  const text = "größe;name\n1,5;'a;b'\n2,5;'c'\n";
  expect(sniffText(Buffer.from(text, 'latin1'), true)).toEqual({
    encoding: 'windows-1252',
    shownEncoding: 'windows-1252 as in "größe"',
    format: 'csv',
    dialect: {
      delimiter: ';',
      quote: "'",
      newline: '\n',
      numbers: [
        { decimal: ',', isTied: false, isAsked: false, seen: ',', isNumeric: true, isFixed: false },
        { isTied: false, isAsked: false, isNumeric: false, isFixed: true },
      ],
      isWhole: true,
      hasSeparatorLine: false,
      hasTrailingDelimiter: false,
    },
  });
  const said = { encoding: 'latin1', quote: '"', decimal: '.' } as const;
  expect(sniffText(Buffer.from(text, 'latin1'), true, said)).toMatchObject({
    encoding: 'latin1',
    dialect: { quote: '"', numbers: [{ decimal: '.' }, {}] },
  });
});

test.each([
  ['{"a":1}\n', {}, 'jsonl'],
  [' [{"a":1}]', {}, 'foreign'],
  ['[["x","y"],[1,2]]', {}, 'foreign'],
  ['\x1e{"a":1}\n', {}, 'jsonl'],
  ['[a],b\n1,2\n', {}, 'csv'],
  ['a,b\n1,2\n', { format: 'jsonl' }, 'foreign'],
  ['', { format: 'jsonl' }, 'jsonl'],
  ['a,b\n{"a":1}\n', { format: 'jsonl' }, 'jsonl'],
  ['{"a":1}\n', { format: 'csv' }, 'foreign'],
  ['[{"a":1}]', { format: 'csv' }, 'foreign'],
  ['{"a","b"}\n1,2\n', { format: 'csv' }, 'csv'],
  ['x|y\n---|---\n1|2\n', {}, 'foreign'],
  ['x|y\n---|---\n1|2\n', { skipRowsAfterHeader: 1 }, 'csv'],
  ['{a},b\n1,2\n', { format: 'csv' }, 'csv'],
] as const)('%j, where %j is said, is %s', (text, choice, format) => {
  expect(sniffText(Buffer.from(text), true, choice).format).toBe(format);
});

test.each(JSON_DOCUMENTS)('%j is %s, and what to do is said', (text, found, remedy) => {
  const kind = sniffText(Buffer.from(text), true);
  const { message } = refuseForeign('table', (kind as { document: Foreign }).document);
  expect(message).toContain(`In table, found ${found}`);
  expect(message).toContain(remedy);
  const isForced = text.startsWith('{');
  const { format } = sniffText(Buffer.from(text), true, { format: 'jsonl' });
  expect(format).toBe(isForced ? 'jsonl' : 'foreign');
});

test.each(FOREIGN_TEXTS)('%j is %s, and what to do is said', (text, found, remedy) => {
  for (const each of [text, text.replaceAll('\n', '\r\n')]) {
    const kind = sniffText(Buffer.from(each), true);
    const { message } = refuseForeign('table', (kind as { document: Foreign }).document);
    expect(message).toContain(`In table, found ${found}`);
    expect(message).toContain(remedy);
  }
});

test.each(CSV_LIKE_FOREIGN_TEXTS)('%j is CSV', (text) => {
  expect(sniffText(Buffer.from(text), true).format).toBe('csv');
});

test.each(JSON_LINES_LIKE_THEM)('%j is JSON Lines', (text) => {
  expect(sniffText(Buffer.from(text), true).format).toBe('jsonl');
});
