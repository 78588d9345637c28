import { Buffer } from 'node:buffer';

import { isZstd, zstdHeaderBytes } from './zstd-frame.ts';

/** The first bytes of a frame: its magic number and its descriptor. */
const START_BYTES = 5;
/** Frames that hold no data have one of 16 magic numbers, and then their size. */
const SKIPPABLE = 0x184d2a50;
const SKIPPABLE_HEADER_BYTES = 8;
const BLOCK_HEADER_BYTES = 3;
const RLE_BLOCK = 1;
const CHECKSUM_FLAG = 0x04;
const CHECKSUM_BYTES = 4;

/**
 * Cuts Zstandard's bytes so that no piece reaches over the end of a frame (RFC 8878, section 3.1): Node's decoder
 * leaves out what comes behind it in the same piece. Bytes that are no frame go on as they are.
 */
export async function* cutAtFrames(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const walker = new FrameWalker();
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length;) {
      const end = walker.walk(chunk, start) ?? chunk.length;
      yield chunk.subarray(start, end);
      start = end;
    }
  }
}

class FrameWalker {
  /** Bytes of a header that is not whole yet. */
  #head: number[] = [];
  /** Bytes until the next header, or until the frame's end. */
  #left = 0;
  #isLast = false;
  #isInFrame = false;
  #hasChecksum = false;

  /** @returns where the frame ends, or undefined if it goes on behind these bytes */
  walk(bytes: Uint8Array, from: number): number | undefined {
    for (let at = from; at < bytes.length;) {
      if (this.#left === 0) {
        this.#head.push(bytes[at++]!);
        this.#readHeader();
      } else {
        const passed = Math.min(this.#left, bytes.length - at);
        at += passed;
        this.#left -= passed;
      }
      if (this.#left > 0 || !this.#isLast) continue;
      this.#isLast = false;
      this.#isInFrame = false;
      return at;
    }
    return undefined;
  }

  #readHeader(): void {
    const head = Buffer.from(this.#head);
    if (this.#isInFrame) {
      if (head.length < BLOCK_HEADER_BYTES) return;
      const block = head.readUIntLE(0, BLOCK_HEADER_BYTES);
      this.#isLast = (block & 1) === 1;
      this.#left = ((block >> 1) & 3) === RLE_BLOCK ? 1 : block >> 3;
      if (this.#isLast && this.#hasChecksum) this.#left += CHECKSUM_BYTES;
    } else if (head.length < START_BYTES) return;
    else if (isZstd(head)) {
      this.#left = zstdHeaderBytes(head[4]!) - START_BYTES;
      this.#isInFrame = true;
      this.#hasChecksum = (head[4]! & CHECKSUM_FLAG) !== 0;
    } else if ((head.readUInt32LE(0) & 0xffff_fff0) >>> 0 === SKIPPABLE) {
      if (head.length < SKIPPABLE_HEADER_BYTES) return;
      this.#left = head.readUInt32LE(4);
      this.#isLast = true;
    } else this.#left = Infinity;
    this.#head = [];
  }
}
