import { CheckedUtf8 } from './checked-utf8.ts';
import { isUtf8Name } from './sniff-encoding.ts';
import type { EncodingName } from './sniff-encoding.ts';
import { refuseBinary, refuseBytes } from './text-refusal.ts';

/** Turns bytes into text, a piece at a time and without its byte order mark. */
export interface StrictDecoder {
  /** @throws {DataValidationError} for NUL, and for bytes that are no text: they are never replaced */
  decode(bytes: Uint8Array): string;
  /**
   * The bytes are over.
   *
   * @returns what was left
   * @throws {DataValidationError} for a character that is cut off
   */
  end(): string;
}

/** @param source what messages call the file */
export function strictDecoder(source: string, name: EncodingName): StrictDecoder {
  const decoder = isUtf8Name(name) ? new Utf8Decoder(source, name) : new OtherDecoder(source, name);
  let isFirst = true;
  return {
    decode(bytes) {
      const text = decoder.decode(bytes);
      if (!isFirst || text === '') return text;
      isFirst = false;
      return text.startsWith('\ufeff') ? text.slice(1) : text;
    },
    end: () => decoder.end(),
  };
}

/** Much faster than a TextDecoder that is asked piece by piece. */
class Utf8Decoder implements StrictDecoder {
  readonly #checked: CheckedUtf8;

  constructor(source: string, name: EncodingName) {
    this.#checked = new CheckedUtf8(source, name);
  }

  decode(bytes: Uint8Array): string {
    return this.#checked.push(bytes).toString('utf8');
  }

  end(): string {
    this.#checked.end();
    return '';
  }
}

class OtherDecoder implements StrictDecoder {
  readonly #source: string;
  readonly #name: EncodingName;
  readonly #decoder: InstanceType<typeof TextDecoder>;
  #lines = 0;

  constructor(source: string, name: EncodingName) {
    this.#source = source;
    this.#name = name;
    this.#decoder = new TextDecoder(name, { fatal: true });
  }

  decode(bytes: Uint8Array): string {
    return this.#attempt(() => this.#decoder.decode(bytes, { stream: true }));
  }

  end(): string {
    return this.#attempt(() => this.#decoder.decode());
  }

  #attempt(decode: () => string): string {
    let text: string;
    try {
      text = decode();
    } catch (error) {
      throw refuseBytes(this.#source, this.#lines + 1, this.#name, error);
    }
    const nul = text.indexOf('\0');
    if (nul !== -1) {
      throw refuseBinary(this.#source, this.#lines + 1 + countLineFeeds(text.slice(0, nul)));
    }
    this.#lines += countLineFeeds(text);
    return text;
  }
}

function countLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
