import { Buffer, isUtf8 } from 'node:buffer';

import { LF } from '@lambda-forest/text';

import type { DataValidationError } from '../errors.ts';
import type { EncodingName } from './marked-encoding.ts';
import { areRare, refuseBinary, refuseBytes } from './text-refusal.ts';
import { wholeCharacters } from './whole-characters.ts';

/** Lets UTF-8 text pass in pieces of whole characters. Bytes that are none, and NUL, are refused, never replaced. */
export class CheckedUtf8 {
  readonly #source: string;
  readonly #name: EncodingName;
  /** The first bytes of a character that goes on in the next piece. */
  #rest = Buffer.alloc(0);
  #lines = 0;

  /** @param name what messages call the encoding */
  constructor(source: string, name: EncodingName = 'UTF-8') {
    this.#source = source;
    this.#name = name;
  }

  /**
   * @returns the same bytes, those that came before and wait included, up to the last whole character
   * @throws {DataValidationError}
   */
  push(bytes: Uint8Array): Buffer {
    const all =
      this.#rest.length === 0
        ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        : Buffer.concat([this.#rest, bytes]);
    const end = wholeCharacters(all);
    const whole = all.subarray(0, end);
    if (whole.includes(0) || !isUtf8(whole)) throw this.#refuse(whole);
    this.#rest = Buffer.from(all.subarray(end));
    this.#lines += countLineFeeds(whole);
    return whole;
  }

  /**
   * The bytes are over.
   *
   * @throws {DataValidationError} for a character that is cut off
   */
  end(): void {
    if (this.#rest.length > 0) throw this.#refuse(this.#rest);
  }

  /** NUL comes first: UTF-16 without a mark may be no UTF-8 either, and this says more. */
  #refuse(bytes: Buffer): DataValidationError {
    const nul = bytes.indexOf(0);
    const before = this.#lines + 1;
    if (nul !== -1)
      return refuseBinary(
        this.#source,
        before + countLineFeeds(bytes.subarray(0, nul)),
        areRare(
          bytes.reduce((nuls, byte) => nuls + Number(byte === 0), 0),
          bytes.length,
        ),
      );
    for (let line = before, start = 0; ; line++) {
      const end = bytes.indexOf(LF, start);
      if (end === -1 || !isUtf8(bytes.subarray(start, end))) {
        return refuseBytes(this.#source, line, this.#name);
      }
      start = end + 1;
    }
  }
}

/** Rows are short, so that a plain walk is quicker than a search from one to the next. */
function countLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === LF) count++;
  return count;
}
