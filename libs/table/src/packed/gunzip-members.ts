import { Buffer } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * Unpacks every member of a file of gzip (RFC 1952, section 2.2). Zeros may be between them, with which tapes are
 * filled up: Node's decoder takes nothing behind a zero, and does not say so.
 *
 * @throws what zlib throws for a member that is damaged or cut off, and for other bytes behind one
 */
export async function* gunzipMembers(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const input = new Input(chunks);
  try {
    do {
      const unpack = createGunzip();
      const pieces = Readable.from(input.pieces(unpack), { objectMode: false });
      // A failure of either end reaches whoever reads `unpack`.
      pipeline(pieces, unpack, () => undefined);
      yield* unpack as AsyncIterable<Uint8Array>;
    } while (await input.skipZeros());
  } finally {
    await input.close();
  }
}

/** A file's bytes, of which those come again that a decoder has got and did not take. */
class Input {
  readonly #iterator: AsyncIterator<Uint8Array>;
  /** What the decoder has got, without the first pieces of which it took all. */
  #given: Uint8Array[] = [];
  /** Length of those pieces. */
  #taken = 0;
  #decoder: { readonly bytesWritten: number } = { bytesWritten: 0 };
  #reading: Promise<Uint8Array | undefined> = Promise.resolve(undefined);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#iterator = chunks[Symbol.asyncIterator]();
  }

  /** @param decoder which gets all of them, and counts what it took */
  async *pieces(
    decoder: Readonly<{ bytesWritten: number }>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const again = this.#given;
    this.#decoder = decoder;
    this.#taken = 0;
    yield* again;
    for (let piece = await this.#read(); piece !== undefined; piece = await this.#read()) {
      yield piece;
    }
  }

  /**
   * Goes on behind the zeros that follow what the decoder took.
   *
   * @returns whether there is anything
   */
  async skipZeros(): Promise<boolean> {
    // What its stream asked for before it knew that it had ended.
    await this.#reading;
    const rest = Buffer.concat(this.#given).subarray(this.#decoder.bytesWritten - this.#taken);
    let piece: Uint8Array | undefined = rest;
    for (; piece !== undefined; piece = await this.#read()) {
      const start = piece.findIndex((byte) => byte !== 0);
      if (start === -1) continue;
      this.#given = [piece.subarray(start)];
      return true;
    }
    return false;
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  #read(): Promise<Uint8Array | undefined> {
    this.#reading = this.#next();
    return this.#reading;
  }

  async #next(): Promise<Uint8Array | undefined> {
    const next = await this.#iterator.next();
    if (next.done === true) return undefined;
    for (let [first] = this.#given; first !== undefined; [first] = this.#given) {
      if (this.#taken + first.length > this.#decoder.bytesWritten) break;
      this.#taken += first.length;
      this.#given.shift();
    }
    this.#given.push(next.value);
    return next.value;
  }
}
