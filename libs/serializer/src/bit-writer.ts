/** Writes unsigned fields of 0 to 32 bits into bytes, least significant bit first. */
export class BitWriter {
  #bytes = new Uint8Array(1024);
  #position = 0;

  write(value: number, width: number): void {
    const end = this.#position + width;
    if (end > this.#bytes.length * 8) this.#grow();
    const bytes = this.#bytes;
    let rest = value;
    for (let at = this.#position; at < end;) {
      const offset = at & 7;
      const taken = Math.min(8 - offset, end - at);
      bytes[at >>> 3]! |= (rest & ((1 << taken) - 1)) << offset;
      rest >>>= taken;
      at += taken;
    }
    this.#position = end;
  }

  /** The bytes written so far; the bits after the last field are 0. */
  toBytes(): Uint8Array {
    return this.#bytes.slice(0, Math.ceil(this.#position / 8));
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
