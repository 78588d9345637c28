import { Buffer, isUtf8 } from 'node:buffer';

import { ScoringInputError } from '@lambda-forest/scoring';

/** Refuses bytes that are no UTF-8 instead of reading something else from them. Characters may lie across pieces. */
export class Utf8Check {
  readonly #source: string;
  #rest = Buffer.alloc(0);

  /** @param source what the message calls the file */
  constructor(source: string) {
    this.#source = source;
  }

  /** @throws {ScoringInputError} */
  push(bytes: Uint8Array): void {
    const data = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const end = data.length - openBytes(data);
    if (!isUtf8(data.subarray(0, end))) throw this.#refusal();
    this.#rest = Buffer.from(data.subarray(end));
  }

  /** @throws {ScoringInputError} for a character that is cut off */
  end(): void {
    if (this.#rest.length > 0) throw this.#refusal();
  }

  #refusal(): ScoringInputError {
    return new ScoringInputError(
      `Found bytes in ${this.#source} that are not UTF-8, expected UTF-8 as at its start.`,
      'Save the file as UTF-8 text, or name its encoding with --encoding.',
    );
  }
}

/** How many of the last bytes begin a character that goes on behind them: 0 to 3. */
function openBytes(data: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= data.length; back++) {
    const byte = data[data.length - back]!;
    if ((byte & 0xc0) === 0x80) continue; // inside a character
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}
