import { expect, test } from 'vitest';

import { quote, truncate } from './index.ts';

test.each([
  ['plain text', 'red', '"red"'],
  ['quotes', 'a "b"', String.raw`"a \"b\""`],
  ['a newline', 'a\nb', String.raw`"a\nb"`],
  ['an invisible character', 'a\u200Bb', String.raw`"a\u{200b}b"`],
  ['a long text', 'x'.repeat(100), `"${'x'.repeat(40)}…"`],
])('%s is quoted on one line', (_, text, quoted) => {
  expect(quote(text)).toBe(quoted);
});

test('a text is cut between characters, never within one', () => {
  expect(truncate('😀😀😀😀', 3)).toBe('😀😀…');
  expect(truncate('😀😀😀', 3)).toBe('😀😀😀');
  expect(truncate('abc', 3)).toBe('abc');
});
