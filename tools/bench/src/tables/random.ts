/**
 * The generator of the synthetic tables: Chris Doty-Humphrey's sfc32 (from PractRand). It is our own because a
 * table is pinned by its hash and must outlive every library's version. With it, a table is made of integer
 * operations, +, -, *, / and square roots alone: IEEE 754 rounds those exactly, so that the table is the same
 * on every machine; logarithms and sines need not be.
 */
export class Random {
  #a = 0;
  #b = 0;
  #c: number;
  #counter = 1;

  /** @param seed 0 to 4,294,967,295 */
  constructor(seed: number) {
    this.#c = seed | 0;
    // The author's own warm-up: afterwards neighbouring seeds are unrelated.
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** 32 random bits, as an integer from -2^31 to 2^31 - 1. */
  bits(): number {
    const value = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + value) | 0;
    return value;
  }

  /** From 0, inclusive, to 1, exclusive. */
  uniform(): number {
    return (this.bits() >>> 0) / 2 ** 32;
  }

  /** From `low`, inclusive, to `high`, exclusive. */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A whole number from 0 to `count` - 1. */
  integer(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /**
   * A bell curve of mean 0 and deviation 1 between -3.46 and 3.46: the sum of four uniform numbers
   * (Irwin-Hall), each of variance 1/12.
   */
  bell(): number {
    const sum = this.uniform() + this.uniform() + this.uniform() + this.uniform();
    return (sum - 2) * Math.sqrt(3);
  }

  /** An index into `shares`, drawn in proportion to its share. */
  pick(shares: readonly number[]): number {
    let left = this.uniform() * shares.reduce((sum, share) => sum + share, 0);
    const index = shares.findIndex((share) => (left -= share) < 0);
    return index === -1 ? shares.length - 1 : index;
  }

  /** The numbers from 0 to `count` - 1 in random order (Fisher-Yates). */
  permutation(count: number): number[] {
    const order = Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }
}
