import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyText } from '../test/any-text.ts';
import { printable, printableJson } from './index.ts';

describe('text as a terminal may show it', () => {
  test.each([
    ['a newline', 'a\nb', 'a\\u{a}b'],
    ['an escape sequence', '\u001B[31mred', '\\u{1b}[31mred'],
    ['NUL', '\0', '\\u{0}'],
    ['DEL', '\u007F', '\\u{7f}'],
    ['a C1 control', '\u009B2J', '\\u{9b}2J'],
    ['a right-to-left override', 'exe\u202Etxt', 'exe\\u{202e}txt'],
    ['an isolate', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a zero-width space', 'a\u200Bb', 'a\\u{200b}b'],
    ['a byte order mark', '\uFEFFa', '\\u{feff}a'],
    ['a line separator', 'a\u2028b\u2029', 'a\\u{2028}b\\u{2029}'],
    ['a format character beyond 16 bits', '\u{E0041}', '\\u{e0041}'],
    ['half a surrogate pair', '\uD83D', '\\u{d83d}'],
  ])('has %s escaped', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  test.each(['', 'setosa', 'São Paulo', '価格', 'مرحبا', '😀', 'C:\\new "x"', '1 000\u00A0€'])(
    'has "%s" as it is',
    (text) => {
      expect(printable(text)).toBe(text);
    },
  );

  test('is the same when it is made printable again', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const shown = printable(text);
        expect(printable(shown)).toBe(shown);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

test('JSON has the same value, and nothing that cannot be seen but white space', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const json = JSON.stringify(value, null, 2);
      const shown = printableJson(json);
      expect(JSON.parse(shown)).toEqual(JSON.parse(json));
      expect(printable(shown.replaceAll('\n', ' '))).toBe(shown.replaceAll('\n', ' '));
    }),
  );
  expect(printableJson('"a\u{E0041}\u202e"')).toBe('"a\\udb40\\udc41\\u202e"');
});
