import { refuse } from './refuse.ts';

/** A 32-bit load at any bit of its first byte still has this many bits. */
const MAX_SINGLE_LOAD_BITS = 25;

/**
 * Reads unsigned fields of 0 to 32 bits from bytes, least significant bit first. Positions are counted from
 * the stream's first bit and stay below 2 ** 31, so that they are small integers to the engine.
 */
export class BitReader {
  /** The file. */
  readonly view: DataView;
  /** The stream's first byte. */
  readonly start: number;
  /** Bits of the stream, from `start` on. */
  readonly length: number;
  readonly #name: string;
  #position = 0;

  /**
   * @param view the file; at least 16 bytes of it follow `end`, so that a load at the last bit, or a few
   *   fields further, stays inside
   * @param name what to call the stream in a message
   * @param start first byte, inclusive
   * @param end last byte, exclusive
   */
  constructor(view: DataView, name: string, start: number, end: number) {
    this.view = view;
    this.#name = name;
    this.start = start;
    this.length = (end - start) * 8;
  }

  /** Bits that were read. */
  get position(): number {
    return this.#position;
  }

  /** @throws {ModelCorruptedError} if fewer than `width` bits are left */
  read(width: number): number {
    const position = this.#position;
    this.moveTo(position + width);
    return bitsAt(this.view, this.start, position, width);
  }

  /**
   * Goes on at another bit, for a loop that reads with `bitsAt` and keeps count itself.
   *
   * @throws {ModelCorruptedError} if the stream ends before it
   */
  moveTo(position: number): void {
    if (position > this.length) {
      refuse(`the ${this.#name} ending after ${this.length} bits`, `at least ${position}`);
    }
    this.#position = position;
  }
}

/**
 * `width` bits, 0 to 32, that start at a bit of a stream, whether or not the stream goes so far.
 *
 * @param start the stream's first byte
 */
export function bitsAt(view: DataView, start: number, position: number, width: number): number {
  if (width > MAX_SINGLE_LOAD_BITS) {
    const high = bitsAt(view, start, position + 16, width - 16);
    return high * 65_536 + bitsAt(view, start, position, 16);
  }
  const word = view.getUint32(start + (position >>> 3), true) >>> (position & 7);
  return word & ((1 << width) - 1);
}
