import { describe, expect, test } from 'vitest';

import { quote } from './text.ts';

describe('text from a file, quoted', () => {
  test.each([
    ['two\nlines', '"two\\nlines"'],
    ['\u001B[2J', '"\\u001b[2J"'],
    ['\u007F\u009B', '"\\u{7f}\\u{9b}"'],
    ['exe\u202Etxt', '"exe\\u{202e}txt"'],
    ['a\u200Bb\u2028', '"a\\u{200b}b\\u{2028}"'],
    ['say "hi" \\', '"say \\"hi\\" \\\\"'],
    ['São Paulo 😀', '"São Paulo 😀"'],
  ])('shows %j as %s', (text, expected) => {
    expect(quote(text)).toBe(expected);
  });

  test('is cut after forty characters', () => {
    expect(quote('x'.repeat(40))).toBe(`"${'x'.repeat(40)}"`);
    expect(quote('x'.repeat(41))).toBe(`"${'x'.repeat(40)}…"`);
  });
});
