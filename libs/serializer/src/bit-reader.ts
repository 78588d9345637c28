import { ModelCorruptedError } from './errors.ts';

/** A 32-bit load at any bit of its first byte still has this many bits. */
const MAX_SINGLE_LOAD_BITS = 25;

/**
 * Reads unsigned fields of 0 to 32 bits from bytes, least significant bit first. Positions are counted from
 * the stream's first bit and stay below 2 ** 31, so that they are small integers to the engine.
 */
export class BitReader {
  readonly #view: DataView;
  readonly #name: string;
  readonly #start: number;
  readonly #length: number;
  #position = 0;

  /**
   * @param view the file; at least 4 bytes of it follow `end`, so that a load at the last bit stays inside
   * @param name what to call the stream in a message
   * @param start first byte, inclusive
   * @param end last byte, exclusive
   */
  constructor(view: DataView, name: string, start: number, end: number) {
    this.#view = view;
    this.#name = name;
    this.#start = start;
    this.#length = (end - start) * 8;
  }

  /** Bits that were read. */
  get position(): number {
    return this.#position;
  }

  /** @throws {ModelCorruptedError} if fewer than `width` bits are left */
  read(width: number): number {
    if (width > MAX_SINGLE_LOAD_BITS) {
      const low = this.read(16);
      return this.read(width - 16) * 65_536 + low;
    }
    const position = this.#position;
    if (position + width > this.#length) this.#refuse(width);
    this.#position = position + width;
    const word = this.#view.getUint32(this.#start + (position >>> 3), true) >>> (position & 7);
    return word & ((1 << width) - 1);
  }

  #refuse(width: number): never {
    throw new ModelCorruptedError(
      `Found the ${this.#name} ending after ${this.#length} bits, expected ${width} more at bit ${this.#position}.`,
    );
  }
}
