import { count } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import type { ForeignModelError } from '../errors.ts';
import type { PickleValue } from './values.ts';
import { utf8Of } from '../reading/utf8.ts';

/** The numbers, texts and bytes of a pickle, in little-endian order. */
export class PickleReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    return this.#view.getUint8(this.#take(1));
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#take(8)); // the one big-endian number
  }

  /** Below 2^53. */
  unsigned(size: 2 | 4 | 8): number {
    const at = this.#take(size);
    if (size === 2) return this.#view.getUint16(at, true);
    if (size === 4) return this.#view.getUint32(at, true);
    const number = Number(this.#view.getBigUint64(at, true));
    if (!Number.isSafeInteger(number)) throw this.refuse(`a length of ${number}`);
    return number;
  }

  /** A whole number of `size` bytes in two's complement. */
  long(size: number): number | bigint {
    const bytes = this.bytes(size);
    let number = 0n;
    for (let i = size - 1; i >= 0; i--) number = (number << 8n) | BigInt(bytes[i]!);
    if (size > 0) number = BigInt.asIntN(8 * size, number);
    return Number.isSafeInteger(Number(number)) ? Number(number) : number;
  }

  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  text(length: number): string {
    return utf8Of(this.bytes(length), 'a text of a pickle');
  }

  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end === -1) throw this.refuse('a line without an end');
    const text = this.text(end - this.#at);
    this.#at++;
    return text;
  }

  skip(length: number): void {
    this.#take(length);
  }

  /** The numbers of an array that joblib wrote here, aligned since joblib 1.1. */
  arrayBytes(wrapper: ReadonlyMap<PickleValue, PickleValue>, length: number): Uint8Array {
    if (typeof wrapper.get('numpy_array_alignment_bytes') === 'number') this.skip(this.byte());
    return this.bytes(length);
  }

  refuse(found: string): ForeignModelError {
    return damaged(
      `Found ${found} at byte ${this.#at} of a pickle, expected a whole one of protocol 2 to 5.`,
    );
  }

  #take(length: number): number {
    const at = this.#at;
    if (!(length <= this.#bytes.length - at))
      throw this.refuse(`${count(length, 'byte')} that are not there`);
    this.#at += length;
    return at;
  }
}
