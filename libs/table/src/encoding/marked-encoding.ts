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

/**
 * A text that is in memory as a whole, without its byte order mark: UTF-8, or what the mark says.
 *
 * @throws {TypeError} for bytes that are not of the encoding
 */
export function decodeMarked(bytes: Uint8Array): string {
  return new TextDecoder(markedEncoding(bytes) ?? 'utf-8', { fatal: true }).decode(bytes);
}
