import { count } from '@lambda-forest/text';
import { BitReader } from './bit-reader.ts';
import { alignSection } from './bits.ts';
import { checkZeros } from './container.ts';
import type { OpenedFile } from './container.ts';
import { ownWords } from './little-endian.ts';
import { refuseIf } from './refuse.ts';

/** Takes one section after the other, and nothing larger than what is left of the file. */
export class SectionReader {
  readonly #view: DataView;
  readonly #end: number;
  #offset: number;

  constructor({ view, start, end }: OpenedFile) {
    this.#view = view;
    this.#end = end;
    this.#offset = start;
  }

  /** @throws {ModelCorruptedError} if the file does not hold `count` float64, or float32, from here */
  takeFloats(name: string, count: number, areSingle = false): Float64Array {
    const size = areSingle ? 4 : 8;
    const words = ownWords(this.#take(name, count * size), size);
    return new Float64Array(areSingle ? new Float32Array(words) : words);
  }

  /** @throws {ModelCorruptedError} if the file does not hold `count` uint32 from here */
  takeUint32s(name: string, count: number): Uint32Array {
    return new Uint32Array(ownWords(this.#take(name, count * 4), 4));
  }

  /**
   * Hands a bit stream of unknown length to `read` and goes on where that stopped.
   *
   * @param least bits that its fields take in any case
   * @throws {ModelCorruptedError} if fewer are left, or the stream's last byte is not filled with zeros
   */
  takeBits<T>(name: string, least: number, read: (bits: BitReader) => T): T {
    const bits = new BitReader(this.#view, name, this.#offset, this.#end);
    refuseIf(least > bits.length, `${bits.length} bits for the ${name}`, `at least ${least}`);
    const result = read(bits);
    while (bits.position % 8 !== 0) {
      const at = bits.position;
      refuseIf(bits.read(1) !== 0, `padding 1 at bit ${at} of the ${name}`, '0');
    }
    this.#take(name, bits.position / 8);
    return result;
  }

  /** @throws {ModelCorruptedError} if anything is left */
  finish(): void {
    const left = this.#end - this.#offset;
    refuseIf(left !== 0, `${count(left, 'byte')} after the last section`, 'none');
  }

  #take(name: string, length: number): Uint8Array {
    const start = this.#offset;
    const left = this.#end - start;
    refuseIf(length > left, `${count(left, 'byte')} for the ${name}`, String(length));
    this.#offset = alignSection(start + length);
    checkZeros(this.#view, start + length, this.#offset);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length);
  }
}
