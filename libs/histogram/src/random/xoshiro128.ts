/**
 * xoshiro128** 1.1: 32-bit numbers from 128 bits of state, with a period of 2^128 - 1.
 * Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021),
 * https://prng.di.unimi.it/xoshiro128starstar.c. All its constants are meant for 32 bits, which is why the
 * kernel and the reference can draw the same numbers cheaply.
 */
export class Xoshiro128 {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** @param state four words that are not all 0 */
  constructor(state: ArrayLike<number>) {
    this.#a = state[0]! | 0;
    this.#b = state[1]! | 0;
    this.#c = state[2]! | 0;
    this.#d = state[3]! | 0;
  }

  /** 0 to 2^32 - 1. */
  next(): number {
    const b = this.#b;
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    const c = this.#c ^ this.#a;
    const d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a ^= d;
    this.#c = c ^ shifted;
    this.#d = rotateLeft(d, 11);
    return result >>> 0;
  }

  /**
   * 0 to bound - 1, by multiplying instead of dividing (Lemire 2019, without the rejection: the most likely
   * number is at most bound / 2^32 more likely than the least).
   *
   * @param bound 1 to 2^21, so that the product is exact
   */
  below(bound: number): number {
    return Math.floor((this.next() * bound) / 2 ** 32);
  }

  /** 0 (inclusive) to 1 (exclusive), in steps of 2^-32. */
  fraction(): number {
    return this.next() / 2 ** 32;
  }
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
