/** The name of an encoding, as it is shown: `UTF-8`, `windows-1252`. */
export type EncodingName = string;

const MARKS: readonly (readonly [EncodingName, readonly number[]])[] = [
  ['UTF-8', [0xef, 0xbb, 0xbf]],
  ['UTF-16LE', [0xff, 0xfe]],
  ['UTF-16BE', [0xfe, 0xff]],
];

/** The encoding that a text's byte order mark names, if it has one. */
export function markedEncoding(start: Uint8Array): EncodingName | undefined {
  return MARKS.find(([, bytes]) => bytes.every((byte, i) => start[i] === byte))?.[0];
}

/** Ctrl-Z, with which programs of DOS end a text. */
export const END_OF_TEXT = 0x1a;

/** A whole text without what programs write around it: a byte order mark before it, and Ctrl-Z behind. */
export function bareText(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === END_OF_TEXT) end--;
  return text.slice(text.startsWith('\ufeff') ? 1 : 0, end);
}

/**
 * The bare text that is in memory as a whole: UTF-8, or what its byte order mark says.
 *
 * @throws {TypeError} for bytes that are not of the encoding
 */
export function decodeMarked(bytes: Uint8Array): string {
  return bareText(new TextDecoder(markedEncoding(bytes) ?? 'utf-8', { fatal: true }).decode(bytes));
}
