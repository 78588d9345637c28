import { expect, test } from 'vitest';

import { decodeMarked } from '../csv/index.ts';
import { isEncoding } from '../index.ts';

test('a text in memory is what its mark says, else UTF-8, and other bytes are refused', () => {
  const text = 'größe\n';
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  expect(decodeMarked(Buffer.from(text))).toBe(text);
  expect(decodeMarked(Buffer.from(`\uFEFF${text}`))).toBe(text);
  expect(decodeMarked(utf16)).toBe(text);
  expect(decodeMarked(Buffer.from(utf16).swap16())).toBe(text);
  expect(() => decodeMarked(Buffer.from(text, 'latin1'))).toThrow(TypeError);
});

test.each([
  ['latin1', true],
  ['Shift_JIS', true],
  ['utf-9', false],
])('%s is a known encoding: %s', (name, isKnown) => {
  expect(isEncoding(name)).toBe(isKnown);
});
