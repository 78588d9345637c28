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

/** As UNPRINTABLE, without what JSON has as white space or escapes by itself. */
const UNPRINTABLE_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * The same JSON with what cannot be seen escaped, so that it is shown in the order in which it is stored.
 *
 * ```ts
 * printableJson('"price\u202E"'); // '"price\\u202e"'
 * ```
 */
export function printableJson(json: string): string {
  return json.replace(UNPRINTABLE_IN_JSON, (character) =>
    Array.from({ length: character.length }, (_, i) => {
      return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}
