import { expect, test } from 'vitest';

import { decodeMarked } from '../csv/index.ts';
import { isEncoding } from '../index.ts';
import { decodeSniffed, sniffEncoding } from './sniff-encoding.ts';

test('a text in memory is what its mark says, else UTF-8, and other bytes are refused', () => {
  const text = 'größe\n';
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  expect(decodeMarked(Buffer.from(text))).toBe(text);
  expect(decodeMarked(Buffer.from(`\uFEFF${text}`))).toBe(text);
  expect(decodeMarked(utf16)).toBe(text);
  expect(decodeMarked(Buffer.from(utf16).swap16())).toBe(text);
  expect(() => decodeMarked(Buffer.from(text, 'latin1'))).toThrow(TypeError);
});

test('a text without a mark is what its bytes show, or refused', () => {
  const text = 'größe;año\n';
  expect(decodeSniffed(Buffer.from(text))).toEqual({ text, encoding: 'UTF-8' });
  expect(decodeSniffed(Buffer.from(text, 'latin1'))).toEqual({ text, encoding: 'windows-1252' });
  expect(decodeSniffed(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual({
    text,
    encoding: 'UTF-16LE',
  });
  expect(() => decodeSniffed(Buffer.from('größe').subarray(0, 3))).toThrow(TypeError);
});

test.each([
  ['latin1', true],
  ['Shift_JIS', true],
  ['utf-9', false],
])('%s is a known encoding: %s', (name, isKnown) => {
  expect(isEncoding(name)).toBe(isKnown);
});

const utf8 = (text: string) => Buffer.from(text);
const latin1 = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['plain letters', utf8('name\nAda\n'), 'UTF-8'],
  ['UTF-8', utf8('name\nJosé\nZoë\n'), 'UTF-8'],
  [
    'UTF-8 that is cut off within its last character',
    utf8('name\nJosé\nZoë').subarray(0, -1),
    'UTF-8',
  ],
  [
    'UTF-8 with a byte of Windows-1252',
    Buffer.concat([utf8('José\nZoë\n'), latin1('Zoë\n')]),
    'UTF-8',
  ],
  ['Windows-1252', latin1('name\nJosé\nZoë\n'), 'windows-1252'],
  ['Windows-1252 whose last byte is its only letter', latin1('name\nJosé'), 'windows-1252'],
  [
    'Windows-1252 with two letters that would be one of UTF-8',
    latin1('São\nJosé\nZoë\nJosÃ©\n'),
    'windows-1252',
  ],
  ['Windows-1252 with quotes and a dash', latin1('a\n\xabO\xf9\xbb \x96 Zo\xeb\n'), 'windows-1252'],
  [
    'Cyrillic of Windows-1251, which stays open',
    latin1('a\n\xcc\xee\xf1\xea\xe2\xe0 \xe8\n'),
    'UTF-8',
  ],
  ['Polish of Windows-1250', latin1('a\nBia\xb3ystok\nKrak\xf3w\n\xa3\xf3d\x9f\n'), 'UTF-8'],
  ['Polish of ISO 8859-2', latin1('a\nWroc\xb3aw\nGda\xf1sk\nKrak\xf3w\n'), 'UTF-8'],
  ['German of Mac Roman', latin1('a\nM\x9fller\nGr\x9a\xa7e\nna\x95ve\n'), 'UTF-8'],
  [
    'capitals of Windows-1252',
    latin1('a\nM\xdcLLER\n\xdcbung\nMcG\xf6n\nO\x92Neil\nl\xb7l\n'),
    'windows-1252',
  ],
  [
    'signs of Windows-1252',
    latin1('a\n5 \xb0C\nm\xb2\nCaf\xe9\x99\nZo\xeb \xa71\n'),
    'windows-1252',
  ],
  ['Greek of Windows-1253', latin1('a\n\xc1\xe8\xde\xed\xe1\n'), 'UTF-8'],
  ['Chinese of GBK', latin1('a,b\n1,\xb1\xb1\xbe\xa9\n'), 'UTF-8'],
  ['Japanese of Shift_JIS', latin1('a,b\n1,\x93\x8c\x8b\x9e\n'), 'UTF-8'],
])('%s is known by its bytes', (_, bytes, encoding) => {
  expect(sniffEncoding(bytes, true)).toBe(encoding);
});
