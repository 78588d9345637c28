/**
 * The rows of leaf answers of a whole forest, each kept once. Open addressing over the bits of the numbers:
 * forests have millions of leaves, and a `Map` of strings took longer than growing them.
 */
export class AnswerRows {
  readonly #width: number;
  #values: Float64Array;
  #size = 0;
  /** Row + 1 at the slot of its hash or the next free one; 0 is free. Length a power of two. */
  #places = new Uint32Array(1024);
  readonly #one: Float64Array;
  readonly #words: Uint32Array;

  /** @param width numbers in a row */
  constructor(width: number) {
    this.#width = width;
    this.#values = new Float64Array(256 * width);
    this.#one = new Float64Array(width);
    this.#words = new Uint32Array(this.#one.buffer);
  }

  /** The index of the row answers[from] to answers[from + width] (exclusive), added if it is new. */
  add(answers: ArrayLike<number>, from: number): number {
    const width = this.#width;
    const one = this.#one;
    if (width === 1) return this.#addNumber(answers[from]! + 0);
    for (let k = 0; k < width; k++) one[k] = answers[from + k]! + 0; // -0 + 0 is 0
    const mask = this.#places.length - 1;
    let place = this.#hash() & mask;
    for (;;) {
      const row = this.#places[place]! - 1;
      if (row < 0) break;
      if (this.#isOne(row)) return row;
      place = (place + 1) & mask;
    }
    return this.#append(place);
  }

  /** As `add` for rows of one number: a regression has millions of leaves. */
  #addNumber(value: number): number {
    this.#one[0] = value;
    const places = this.#places;
    const values = this.#values;
    const mask = places.length - 1;
    let place = this.#hash() & mask;
    for (;;) {
      const row = places[place]! - 1;
      if (row < 0) break;
      if (values[row] === value) return row;
      place = (place + 1) & mask;
    }
    return this.#append(place);
  }

  /** Adds the row that `#one` holds. */
  #append(place: number): number {
    const row = this.#size++;
    this.#places[place] = row + 1;
    if (this.#values.length < this.#size * this.#width) this.#grow();
    this.#values.set(this.#one, row * this.#width);
    if (this.#size * 2 > this.#places.length) this.#rehash();
    return row;
  }

  /** Row-major, in the order in which the rows were added. */
  values(): Float64Array {
    return this.#values.slice(0, this.#size * this.#width);
  }

  #hash(): number {
    let hash = 0x811c_9dc5;
    for (let i = 0; i < this.#words.length; i++) {
      hash = Math.imul(hash ^ this.#words[i]!, 0x85eb_ca6b);
      hash ^= hash >>> 13;
    }
    hash = Math.imul(hash, 0xc2b2_ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #isOne(row: number): boolean {
    const start = row * this.#width;
    for (let k = 0; k < this.#width; k++)
      if (this.#values[start + k] !== this.#one[k]) return false;
    return true;
  }

  #grow(): void {
    const values = new Float64Array(this.#values.length * 2);
    values.set(this.#values);
    this.#values = values;
  }

  #rehash(): void {
    this.#places = new Uint32Array(this.#places.length * 2);
    const mask = this.#places.length - 1;
    for (let row = 0; row < this.#size; row++) {
      this.#one.set(this.#values.subarray(row * this.#width, (row + 1) * this.#width));
      let place = this.#hash() & mask;
      while (this.#places[place] !== 0) place = (place + 1) & mask;
      this.#places[place] = row + 1;
    }
  }
}
