import { Buffer } from 'node:buffer';

import { CheckedUtf8 } from './checked-utf8.ts';
import { isUtf8Name } from './sniff-encoding.ts';
import { END_OF_TEXT } from './marked-encoding.ts';
import type { EncodingName } from './marked-encoding.ts';
import { areRare, refuseBinary, refuseBytes } from './text-refusal.ts';

/** Turns text of an encoding into UTF-8, a piece at a time: without a byte order mark before it, and Ctrl-Z behind. */
export interface Transcoder {
  /**
   * @returns up to the end of a character
   * @throws {DataValidationError} for NUL, and for bytes that are no text: they are never replaced
   */
  push(bytes: Uint8Array): Uint8Array;
  /**
   * The bytes are over.
   *
   * @returns what was left
   * @throws {DataValidationError} for a character that is cut off
   */
  end(): Uint8Array;
}

/**
 * UTF-8 itself is only checked.
 *
 * @param source what messages call the file
 * @param name as `sniffText` finds it
 */
export function transcoder(source: string, name: EncodingName): Transcoder {
  return withoutEnd(isUtf8Name(name) ? checkedUtf8(source, name) : new OtherEncoding(source, name));
}

/** Keeps Ctrl-Z back until more text comes: at the end of all, it is no part of the text. */
function withoutEnd(inner: Transcoder): Transcoder {
  let kept: Uint8Array = new Uint8Array();
  const pass = (text: Uint8Array) => {
    if (text.length === 0) return text;
    const all = kept.length === 0 ? text : Buffer.concat([kept, text]);
    let end = all.length;
    while (all[end - 1] === END_OF_TEXT) end--;
    kept = new Uint8Array(all.subarray(end)); // a copy: the reader may fill its bytes again
    return all.subarray(0, end);
  };
  return { push: (bytes) => pass(inner.push(bytes)), end: () => pass(inner.end()) };
}

const MARK = Buffer.from('\ufeff');

function checkedUtf8(source: string, name: EncodingName): Transcoder {
  const checked = new CheckedUtf8(source, name);
  let isStart = true;
  return {
    push(bytes) {
      const text = checked.push(bytes);
      if (!isStart || text.length === 0) return text;
      isStart = false;
      return text.indexOf(MARK) === 0 ? text.subarray(MARK.length) : text;
    },
    end() {
      checked.end();
      return new Uint8Array();
    },
  };
}

class OtherEncoding implements Transcoder {
  readonly #source: string;
  readonly #name: EncodingName;
  readonly #decoder: InstanceType<typeof TextDecoder>;
  #lines = 0;

  constructor(source: string, name: EncodingName) {
    this.#source = source;
    this.#name = name;
    this.#decoder = new TextDecoder(name, { fatal: true });
  }

  push(bytes: Uint8Array): Uint8Array {
    return this.#recode(() => this.#decoder.decode(bytes, { stream: true }));
  }

  end(): Uint8Array {
    return this.#recode(() => this.#decoder.decode());
  }

  #recode(decode: () => string): Uint8Array {
    let text: string;
    try {
      text = decode();
    } catch (error) {
      throw refuseBytes(this.#source, this.#lines + 1, this.#name, error);
    }
    const nul = text.indexOf('\0');
    if (nul !== -1) {
      const row = this.#lines + 1 + countLineFeeds(text.slice(0, nul));
      throw refuseBinary(this.#source, row, areRare(text.split('\0').length - 1, text.length));
    }
    this.#lines += countLineFeeds(text);
    return Buffer.from(text);
  }
}

function countLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
