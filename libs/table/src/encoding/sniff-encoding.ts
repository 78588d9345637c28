import { bareText, markedEncoding } from './marked-encoding.ts';
import type { EncodingName } from './marked-encoding.ts';
import { wholeCharacters } from './whole-characters.ts';

/** Bytes that Windows-1252 has no character for: text has none of them. */
const NO_WINDOWS_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/**
 * The encoding of a text by its first bytes: what its byte order mark says, UTF-8 if they are that, and otherwise
 * Windows-1252, which programs for tables of Western Europe write, unless its letters come in rows, as those of other
 * alphabets do, or stand where none of Western Europe does, as of Mac Roman and Polish: which one it is cannot be
 * known. That stays UTF-8, and is refused with its line. UTF-8 with a few bytes that are none, as where a
 * download was cut off, stays UTF-8: who reads it names the line, where another encoding would change every letter.
 *
 * @param isWhole whether the sample is all of the file
 */
export function sniffEncoding(sample: Uint8Array, isWhole: boolean): EncodingName {
  const marked = markedEncoding(sample);
  if (marked !== undefined) return marked;
  const end = isWhole ? sample.length : wholeCharacters(sample);
  const text = sample.subarray(0, end);
  if (isUtf8(text) || sample.includes(0) || isMostlyUtf8(text)) return 'UTF-8';
  const isWindows = !sample.some((byte) => NO_WINDOWS_1252.includes(byte));
  return isWindows && !areInRows(sample) && !areMisplaced(sample) ? 'windows-1252' : 'UTF-8';
}

/**
 * The bare text that is in memory as a whole, in the encoding that its bytes show.
 *
 * @throws {TypeError} for bytes that are not of the encoding
 */
export function decodeSniffed(bytes: Uint8Array): { text: string; encoding: EncodingName } {
  const encoding = sniffEncoding(bytes, true);
  return { text: bareText(new TextDecoder(encoding, { fatal: true }).decode(bytes)), encoding };
}

/** As `isUtf8` of Node, which browsers do not have. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Whether as many characters beyond ASCII are whole in UTF-8 as are broken: letters of Windows-1252 hardly ever are. */
function isMostlyUtf8(text: Uint8Array): boolean {
  let whole = 0;
  let broken = 0;
  for (const character of new TextDecoder().decode(text)) {
    if (character === '\uFFFD') broken++;
    else if (character > '\x7F') whole++;
  }
  return whole > 0 && whole >= broken;
}

/** Whether most bytes beyond ASCII have such neighbours: letters of Western Europe stand between others, or are two at most. */
function areInRows(text: Uint8Array): boolean {
  let balance = 0;
  let run = 0;
  for (const byte of text) {
    if (byte > 0x7f) run++;
    else {
      balance += run > 2 ? run : -run;
      run = 0;
    }
  }
  return balance > 0;
}

/** Bytes of Windows-1252 beyond ASCII that are letters below 0xC0, and signs that may stand between letters. */
const LETTERS_BELOW_C0 = new Set([
  0x83, 0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e, 0x9f, 0xaa, 0xb5, 0xba,
]);
const BETWEEN_LETTERS = new Set([0x91, 0x92, 0x96, 0x97, 0xa0, 0xad, 0xb7]);
const CAPITALS = new Set([0x8a, 0x8c, 0x8e, 0x9f]);

/**
 * Whether more than a quarter of what is beyond ASCII behind letters cannot be there: a capital behind a small letter, or
 * a sign within a word, as in Bia³ystok.
 */
function areMisplaced(text: Uint8Array): boolean {
  let letters = 0;
  let misplaced = 0;
  for (let at = 1; at < text.length; at++) {
    const byte = text[at]!;
    if (byte < 0x80 || BETWEEN_LETTERS.has(byte) || !isLetter(text[at - 1]!)) continue;
    const isCapital = CAPITALS.has(byte) || (byte >= 0xc0 && byte <= 0xde);
    if (isLetter(byte) ? isCapital && isSmall(text[at - 1]!) : isLetter(text[at + 1] ?? 0)) {
      misplaced++;
    } else if (isLetter(byte)) letters++;
  }
  return 3 * misplaced > letters;
}

function isSmall(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a;
}

function isLetter(byte: number): boolean {
  const isHigh = byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7;
  const isCapital = byte >= 0x41 && byte <= 0x5a;
  return isHigh || LETTERS_BELOW_C0.has(byte) || isSmall(byte) || isCapital;
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
