import { anyText } from '@lambda-forest/text/any-text';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isTooLong, MAX_TEXT_LENGTH, wordsOf } from './index.ts';

test.each<[string, readonly string[]]>([
  ['Oil paint, on CANVAS', ['oil', 'paint', 'on', 'canvas']],
  ["don't  PANIC!!", ['don', 't', 'panic']],
  ['3 1/2-inch screw (M4)', ['3', '1', '2', 'inch', 'screw', 'm4']],
  ['a_b c.d', ['a', 'b', 'c', 'd']],
  ['  ', []],
  ['?!… 💧 —', []],
  ['cafe\u0301 CAFÉ', ['café', 'café']],
  ['Ω ΟΔΟΣ', ['ω', 'οδος']],
  ['İstanbul', ['i̇stanbul']],
  ['Straße Žluťoučký', ['straße', 'žluťoučký']],
  ['हिन्दी भाषा', ['हिन्दी', 'भाषा']],
  ['Привет, мир', ['привет', 'мир']],
  ['مرحبا بالعالم', ['مرحبا', 'بالعالم']],
  ['日本語 text', ['日', '本', '語', 'text']],
  ['iPhone中文', ['iphone', '中', '文']],
  ['한국어 문장', ['한국어', '문장']],
])('%j', (text, words) => {
  expect(wordsOf(text)).toEqual(words.map((word) => word.normalize()));
});

const texts = anyText();

test('a word is its own only word', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const word of wordsOf(text)) expect(wordsOf(word)).toEqual([word]);
    }),
  );
});

test('neither case nor the form of Unicode nor what stands between words matters', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom('NFC', 'NFD'), (text, form) => {
      const words = wordsOf(text);
      expect(wordsOf(words.join(', ').normalize(form))).toEqual(words);
    }),
  );
});

test('a text may have as many characters as a cell of a spreadsheet', () => {
  expect(isTooLong('💧'.repeat(MAX_TEXT_LENGTH))).toBe(false);
  expect(isTooLong('a'.repeat(MAX_TEXT_LENGTH + 1))).toBe(true);
});
