/**
 * The words of a text. Training chooses a vocabulary from them, and service and page count them, so they must be the
 * same everywhere: no dictionary and no locale, only the properties of Unicode's characters.
 */

/** Characters (code points) that a text may have, as a cell of a spreadsheet. A longer one is refused everywhere. */
export const MAX_TEXT_LENGTH = 32_767;

/**
 * In lower case, in composed form (NFC), in their order; with repetitions. A word is its own only word.
 *
 * ```ts
 * wordsOf('Oil paint, on CANVAS'); // ['oil', 'paint', 'on', 'canvas']
 * ```
 */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().normalize().match(wordPattern()) ?? [];
}

/** Whether a text is longer than MAX_TEXT_LENGTH. */
export function isTooLong(text: string): boolean {
  return text.length > MAX_TEXT_LENGTH && Array.from(text).length > MAX_TEXT_LENGTH;
}

/**
 * Runs of letters, digits and their accents. Of scripts without blanks between words, every character is a word.
 * Written in a function, because the engine takes half a millisecond to read it, which a service without such a column
 * need not wait for.
 */
function wordPattern(): RegExp {
  return /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]|[[\p{L}\p{M}\p{N}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]]+/gv;
}
