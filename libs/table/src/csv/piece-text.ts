const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The text of a piece of UTF-8, cut by offsets of its bytes. Decoding a piece once and slicing its text is much
 * quicker than decoding every cell.
 */
export class PieceText {
  #bytes: Uint8Array = new Uint8Array();
  #text: string | undefined;
  /** A byte's offset, and the index of its character: where the last slice ended. */
  #byte = 0;
  #index = 0;

  /** @param bytes valid UTF-8, up to the end of a character */
  set(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#text = undefined;
    this.#byte = 0;
    this.#index = 0;
  }

  /**
   * @param from offset of a character's first byte, inclusive
   * @param to exclusive
   */
  slice(from: number, to: number): string {
    const text = (this.#text ??= utf8.decode(this.#bytes));
    if (text.length === this.#bytes.length) return text.slice(from, to); // ASCII
    return text.slice(this.#indexAt(from), this.#indexAt(to));
  }

  /** Cells are asked for one after the other, so that the way from the last one is short. */
  #indexAt(byte: number): number {
    const bytes = this.#bytes;
    let at = this.#byte;
    let index = this.#index;
    while (at < byte) index += unitsOf(bytes[at++]!);
    while (at > byte) index -= unitsOf(bytes[--at]!);
    this.#byte = at;
    this.#index = index;
    return index;
  }
}

/** UTF-16 units that begin with a byte of UTF-8: two for a character of four bytes, none inside a character. */
function unitsOf(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc0) return 0;
  return byte < 0xf0 ? 1 : 2;
}
