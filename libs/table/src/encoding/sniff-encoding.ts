import { isUtf8 } from 'node:buffer';

import { markedEncoding } from './marked-encoding.ts';
import type { EncodingName } from './marked-encoding.ts';
import { wholeCharacters } from './whole-characters.ts';

/** Bytes that Windows-1252 has no character for: text has none of them. */
const NO_WINDOWS_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/**
 * The encoding of a text by its first bytes: what its byte order mark says, UTF-8 if they are that, and otherwise
 * Windows-1252, which programs for tables of Western Europe write.
 *
 * @param isWhole whether the sample is all of the file
 */
export function sniffEncoding(sample: Uint8Array, isWhole: boolean): EncodingName {
  const marked = markedEncoding(sample);
  if (marked !== undefined) return marked;
  const end = isWhole ? sample.length : wholeCharacters(sample);
  if (isUtf8(sample.subarray(0, end)) || sample.includes(0)) return 'UTF-8';
  const isWindows = !sample.some((byte) => NO_WINDOWS_1252.includes(byte));
  return isWindows ? 'windows-1252' : 'UTF-8';
}

/** Whether `TextDecoder` knows the encoding. */
export function isEncoding(name: string): boolean {
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false;
  }
}

/** Whether it is UTF-8, by whichever of its names. */
export function isUtf8Name(name: EncodingName): boolean {
  return new TextDecoder(name).encoding === 'utf-8';
}

/** Whether a byte of ASCII means itself wherever it stands in a text of the encoding, and no state goes on from line to line. */
export function isSplittableName(name: EncodingName): boolean {
  return /^(utf-8|(windows-125|iso-8859-)\d+)$/.test(new TextDecoder(name).encoding);
}
