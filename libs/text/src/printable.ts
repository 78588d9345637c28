/**
 * Controls (C0, DEL, C1), format characters (Unicode's Cf: bidirectional ones, zero-width ones, the byte order
 * mark), line and paragraph separators, and halves of surrogate pairs, which no encoding can write.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Text of unknown origin that is safe to show in a terminal or a log: on one line, in the order in which it
 * is stored, moving no cursor and changing no color. What cannot be seen becomes `\u{...}` with its code point
 * in hexadecimal; everything else stays, backslashes too, so that the result is for people and not for parsers.
 *
 * ```ts
 * printable('price\u202E\n'); // 'price\\u{202e}\\u{a}'
 * ```
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
