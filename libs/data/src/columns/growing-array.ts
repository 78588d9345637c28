/** Rows of one segment: long enough that segments are few, short enough that the last one wastes little. */
const SEGMENT = 65_536;
/** The first segment starts so small, because a wide table has tens of thousands of columns, and doubles. */
const START = 32;

/** A typed array that grows by segments, so that growing copies little and wastes less than a segment. */
export class GrowingArray<T extends Float64Array | Uint32Array | Uint8Array> {
  readonly #make: (length: number) => T;
  readonly #full: T[] = [];
  #last: T;
  #used = 0;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#last = make(0);
  }

  get length(): number {
    return this.#full.length * SEGMENT + this.#used;
  }

  push(value: number): void {
    if (this.#used === this.#last.length) this.#grow();
    this.#last[this.#used++] = value;
  }

  #grow(): void {
    if (this.#used < SEGMENT) {
      const larger = this.#make(Math.max(START, 2 * this.#used));
      larger.set(this.#last);
      this.#last = larger;
    } else {
      this.#full.push(this.#last);
      this.#last = this.#make(SEGMENT);
      this.#used = 0;
    }
  }

  /** Calls `visit` with every value, in order. */
  forEach(visit: (value: number, index: number) => void): void {
    let index = 0;
    for (const segment of this.#full) for (const value of segment) visit(value, index++);
    for (let at = 0; at < this.#used; at++) visit(this.#last[at]!, index++);
  }

  /** All values in one array. The segments are given up one by one, and this array is empty afterwards. */
  take(): T {
    const all = this.#make(this.length);
    let at = 0;
    for (let segment = this.#full.shift(); segment !== undefined; segment = this.#full.shift()) {
      all.set(segment, at);
      at += SEGMENT;
    }
    all.set(this.#last.subarray(0, this.#used), at);
    this.#last = this.#make(0);
    this.#used = 0;
    return all;
  }
}
