import fc from 'fast-check';
import { expect, test } from 'vitest';

import { AnyRowsSink } from '../test/rows.ts';
import { TextScanner } from './index.ts';
import type { TextChoice } from './index.ts';

function scan(bytes: Uint8Array, piece = bytes.length, choice: TextChoice = {}): AnyRowsSink {
  const sink = new AnyRowsSink();
  const scanner = new TextScanner('table', choice, sink);
  for (let at = 0; at < bytes.length; at += piece) scanner.push(bytes.subarray(at, at + piece));
  scanner.end();
  return sink;
}

/** How programs encode text. */
const ENCODINGS: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': (text) => Buffer.from(`\uFEFF${text}`),
  'UTF-16LE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16BE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  'windows-1252': (text) => Buffer.from(text, 'latin1'),
};

test('text of any encoding is the same rows, in pieces of any size', () => {
  // More than the sample, so that characters are cut between pieces.
  const rows = Array.from({ length: 20_000 }, (_, i) => [`wörd ${i}`, `"ü; ${i % 7}"`]);
  const text = `a;b\n${rows.map((cells) => cells.join(';')).join('\n')}\n`;
  const expected = [['a', 'b'], ...rows.map(([a, b]) => [a, b!.slice(1, -1)])];
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(ENCODINGS)),
      fc.integer({ min: 9_001, max: 400_000 }),
      (encoding, piece) => {
        const sink = scan(ENCODINGS[encoding]!(text), piece);
        const word = encoding === 'windows-1252' ? ' as in "wörd"' : '';
        expect(sink.kind).toBe(`${encoding}${word} ;"`);
        expect(sink.csvRows.rows.map(({ cells }) => cells)).toEqual(expected);
      },
    ),
    { numRuns: 8 },
  );
});

test('JSON Lines are objects by their lines, in pieces of any size', () => {
  const lines = ['{"a":"é"}', '', ' ', '[1]', '{"a":12345678901234567}', '{"a"', '7', '{"b":null}'];
  const text = `${lines.join('\r\n')}\n{"last":"\\n"}`;
  const OTHER = 'found JSON that is not an object, expected one with a member per column';
  const expected = [
    [1, { a: 'é' }],
    [4, OTHER],
    [5, { a: '12345678901234567' }],
    [6, "found text that is not JSON (Expected ':' after property name), expected an object"],
    [7, OTHER],
    [8, { b: null }],
    [9, { last: '\n' }],
  ];
  for (const encode of Object.values(ENCODINGS))
    expect(scan(encode(text)).objects).toEqual(expected);
  const long = Buffer.from(`{"a":"${'é'.repeat(200_000)}"}\n${text}`);
  const found = scan(long, 70_001).objects.slice(1);
  expect(found).toEqual(expected.map(([line, value]) => [Number(line) + 1, value]));
  expect(() => scan(Buffer.alloc(2 ** 22, '{"a": '), 2 ** 18)).toThrow('line 1 is too long');
});

test.each(['a;b\n1;x\x1ay\n\x1a2;z\n', '{"a":1}\n{"a":"\x7f"}\n'])(
  'Ctrl-Z at the end of %j is no part of the text, in pieces of any size and any encoding',
  (text) => {
    const long = `${text}${text.slice(text.indexOf('\n') + 1).repeat(10_000)}`;
    for (const [each, piece] of [
      [text, 1],
      [long, 65_537],
    ] as const) {
      const { csvRows, objects } = scan(Buffer.from(each));
      for (const end of ['\x1a', '\x1a\x1a\x1a']) {
        for (const encode of Object.values(ENCODINGS)) {
          const found = scan(encode(each + end), piece);
          expect([found.csvRows, found.objects]).toEqual([csvRows, objects]);
        }
      }
    }
  },
);

test('a list of objects, other formats and what is no text are refused', () => {
  const refusal = (bytes: Uint8Array, choice?: TextChoice) => () => scan(bytes, 99, choice);
  expect(refusal(Buffer.from('[{"a":1}]'))).toThrow('found a list in JSON');
  expect(refusal(Buffer.from('%PDF-1.7'))).toThrow('found a PDF, expected CSV, JSON Lines');
  expect(refusal(Buffer.from('a\0b'))).toThrow('line 1: found a NUL byte');
  expect(refusal(Buffer.from('\uFEFFa\n\0', 'utf16le'))).toThrow('line 2: found a NUL byte');
  expect(refusal(Buffer.from([0x61, 0x0a, 0xe9, 0x0a]), { encoding: 'utf-8' })).toThrow(
    'line 2: found bytes that are not utf-8 text',
  );
  expect(refusal(Buffer.from([0x61, 0x82]), { encoding: 'shift_jis' })).toThrow('not shift_jis');
  expect(refusal(Buffer.from([0x61, 0xc3]), { encoding: 'utf-8' })).toThrow('not utf-8');
});

test.each([
  ['a,b\n1,2\n', 2],
  ['a,b\n1,2', 2],
  ['a,b\r1,2\r', 9],
  ['a,b\n', 1],
])('of %j below %i lines there is nothing, whoever reads it', (text, skipRows) => {
  expect(() => scan(Buffer.from(text), undefined, { format: 'csv', skipRows })).toThrow(
    /^In table, found nothing below \d lines? that .*skip-rows.* leaves out/,
  );
});
