import { Buffer, isUtf8 } from 'node:buffer';

import type { DataValidationError } from '../errors.ts';
import { singleIssue } from '../issue-list.ts';

const LINE_FEED = 0x0a;
/** Bytes that Windows-1252 has no character for: text has none of them. */
const NO_WINDOWS_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** The name of an encoding, as it is shown: `UTF-8`, `windows-1252`. */
export type EncodingName = string;

const MARKS: readonly (readonly [EncodingName, readonly number[]])[] = [
  ['UTF-8', [0xef, 0xbb, 0xbf]],
  ['UTF-16LE', [0xff, 0xfe]],
  ['UTF-16BE', [0xfe, 0xff]],
];

/**
 * The encoding of a text by its first bytes: what its byte order mark says, UTF-8 if they are that, and otherwise
 * Windows-1252, which programs for tables of Western Europe write.
 *
 * @param isWhole whether the sample is all of the file
 */
export function sniffEncoding(sample: Uint8Array, isWhole: boolean): EncodingName {
  const mark = MARKS.find(([, bytes]) => bytes.every((byte, i) => sample[i] === byte));
  if (mark !== undefined) return mark[0];
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

/** Turns bytes into text, a piece at a time. Bytes that are none are refused, never replaced. */
export class StrictDecoder {
  readonly #source: string;
  readonly #name: EncodingName;
  readonly #isUtf8: boolean;
  readonly #decoder: InstanceType<typeof TextDecoder>;
  #rest = Buffer.alloc(0);
  #isFirst = true;
  #lines = 0;

  constructor(source: string, name: EncodingName) {
    this.#source = source;
    this.#name = name;
    this.#decoder = new TextDecoder(name, { fatal: true });
    this.#isUtf8 = this.#decoder.encoding === 'utf-8';
  }

  decode(bytes: Uint8Array): string {
    const text = this.#isUtf8 ? this.#decodeUtf8(bytes) : this.#decodeOther(bytes);
    if (!this.#isFirst || text === '') return text;
    this.#isFirst = false;
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }

  /** The bytes are over. */
  end(): string {
    if (this.#isUtf8) {
      if (this.#rest.length > 0) throw this.#refuse(this.#rest);
      return '';
    }
    try {
      return this.#decoder.decode();
    } catch (error) {
      throw this.#wrong(this.#lines + 1, error);
    }
  }

  /** Much faster than a TextDecoder that is asked piece by piece. */
  #decodeUtf8(bytes: Uint8Array): string {
    const all =
      this.#rest.length === 0
        ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        : Buffer.concat([this.#rest, bytes]);
    const end = wholeCharacters(all);
    const whole = all.subarray(0, end);
    if (whole.includes(0) || !isUtf8(whole)) throw this.#refuse(whole);
    this.#rest = Buffer.from(all.subarray(end));
    this.#lines += countLineFeeds(whole);
    return whole.toString('utf8');
  }

  #decodeOther(bytes: Uint8Array): string {
    let text: string;
    try {
      text = this.#decoder.decode(bytes, { stream: true });
    } catch (error) {
      throw this.#wrong(this.#lines + 1, error);
    }
    if (text.includes('\0'))
      throw this.#binary(this.#lines + 1 + text.split('\0', 1)[0]!.split('\n').length - 1);
    this.#lines += text.split('\n').length - 1;
    return text;
  }

  /** NUL comes first: UTF-16 without a mark may be no UTF-8 either, and this says more. */
  #refuse(bytes: Buffer): DataValidationError {
    const nul = bytes.indexOf(0);
    if (nul !== -1) return this.#binary(this.#lines + 1 + countLineFeeds(bytes.subarray(0, nul)));
    let line = this.#lines + 1;
    for (let start = 0; ; line++) {
      const end = bytes.indexOf(LINE_FEED, start);
      if (end === -1 || !isUtf8(bytes.subarray(start, end))) return this.#wrong(line);
      start = end + 1;
    }
  }

  #binary(row: number): DataValidationError {
    const message =
      'found a NUL byte, expected text: the file is binary, or UTF-16 without a byte order mark';
    return singleIssue(
      this.#source,
      { row, message },
      'Save the file as UTF-8 text, or name its encoding with --encoding.',
    );
  }

  #wrong(row: number, cause?: unknown): DataValidationError {
    return singleIssue(
      this.#source,
      { row, message: `found bytes that are not ${this.#name} text` },
      'Save the file as UTF-8 text, or name its encoding with --encoding.',
      cause,
    );
  }
}

/** The length without the first bytes of a character at the end that more bytes may complete. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue; // inside a character
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function countLineFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) count++;
  return count;
}
