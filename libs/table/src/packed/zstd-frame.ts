import type { Buffer } from 'node:buffer';

/** Zstandard's frames (RFC 8878, section 3.1.1). */
const ZSTD_MAGIC = 0xfd2fb528;
/** Bytes of the dictionary's name and of the content's size, by their flags in the frame's descriptor. */
const DICTIONARY_BYTES = [0, 1, 2, 4];
const CONTENT_BYTES = [0, 2, 4, 8];
/** Two bytes of content size count from here. */
const SMALL_CONTENT_OFFSET = 256;

/** Whether these are the first bytes of a frame. */
export function isZstd(start: Buffer): boolean {
  return start.length >= 5 && start.readUInt32LE(0) === ZSTD_MAGIC;
}

/** How long the header of a frame is, by the descriptor behind its magic number (RFC 8878, section 3.1.1.1). */
export function zstdHeaderBytes(descriptor: number): number {
  const window = isSingleSegment(descriptor) ? 0 : 1;
  return 5 + window + DICTIONARY_BYTES[descriptor & 3]! + contentBytes(descriptor);
}

function isSingleSegment(descriptor: number): boolean {
  return (descriptor & 0x20) !== 0;
}

/** How many bytes tell the content's size. */
function contentBytes(descriptor: number): number {
  const flag = descriptor >> 6;
  return flag === 0 && isSingleSegment(descriptor) ? 1 : CONTENT_BYTES[flag]!;
}

/** How many bytes the first frame's header says that it holds. Undefined where it says nothing. */
export function zstdContent(start: Buffer): number | undefined {
  if (!isZstd(start)) return undefined;
  const length = contentBytes(start[4]!);
  const end = zstdHeaderBytes(start[4]!);
  if (length === 0 || start.length < end) return undefined;
  const at = end - length;
  if (length === 8) return Number(start.readBigUInt64LE(at));
  return start.readUIntLE(at, length) + (length === 2 ? SMALL_CONTENT_OFFSET : 0);
}
