import { expect, test } from 'vitest';

import { utf8Of } from './utf8.ts';

test('bytes are the text that they are, with its byte order mark', () => {
  const text = '\ufeffgröße \ufffd 東京 🌲\0';
  expect(utf8Of(new TextEncoder().encode(text), 'it')).toBe(text);
});

test.each([
  ['a byte of Latin-1', [0x67, 0xf6]],
  ['half of a pair, as Python may write it', [0xed, 0xa0, 0x80]],
  ['a character that is cut off', [0xe6, 0x9d]],
])('%s is refused', (_, bytes) => {
  expect(() => utf8Of(Uint8Array.from(bytes), 'a name')).toThrow(
    /not UTF-8 in a name, expected text.*UTF-8 before training/,
  );
});
