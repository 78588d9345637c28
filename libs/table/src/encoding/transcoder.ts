import { Buffer } from 'node:buffer';

import { CheckedUtf8 } from './checked-utf8.ts';
import { isUtf8Name } from './sniff-encoding.ts';
import type { EncodingName } from './sniff-encoding.ts';
import { strictDecoder } from './strict-decoder.ts';

/** Turns text of an encoding into UTF-8, a piece at a time. */
export interface Transcoder {
  /** @throws {DataValidationError} for NUL, and for bytes that are no text: they are never replaced */
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
  if (isUtf8Name(name)) {
    const checked = new CheckedUtf8(source, name);
    return {
      push: (bytes) => checked.push(bytes),
      end() {
        checked.end();
        return new Uint8Array();
      },
    };
  }
  const decoder = strictDecoder(source, name);
  return {
    push: (bytes) => Buffer.from(decoder.decode(bytes)),
    end: () => Buffer.from(decoder.end()),
  };
}
